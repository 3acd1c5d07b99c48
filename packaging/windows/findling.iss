; Findling's installer for Windows, for the current user alone (Inno Setup 6; see make.py).
; Never run: written from Inno Setup's documentation, without a Windows machine at hand.
#ifndef Version
  #error Build it by python packaging/build.py windows
#endif

[Setup]
AppId={{6E5B7C1D-4B0F-4C55-9C0E-F1D711A60F11}
AppName=Findling
AppVersion={#Version}
AppPublisher=Findling contributors
DefaultDirName={localappdata}\Programs\Findling
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\findlingw.exe
; Files of a running program cannot be replaced: it is asked to close, and the engine is ended below.
CloseApplications=yes
RestartApplications=no
#ifdef Signed
SignTool=findling
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ko"; MessagesFile: "compiler:Languages\Korean.isl"

[CustomMessages]
en.AtLogin=Start Findling when I log in (without a window)
ko.AtLogin=로그인할 때 Findling 시작 (창 없이)
en.OnPath=Make the command "findling" known to terminals
ko.OnPath=터미널에서 "findling" 명령을 쓸 수 있게 하기
en.SearchFolder=Search with Findling
ko.SearchFolder=Findling으로 검색
en.RemoveIndex=Remove the index, settings and downloaded models of Findling, too?%n%nYour own files are never touched. Choose No to keep them for a later installation.
ko.RemoveIndex=Findling의 색인, 설정, 내려받은 모델도 지울까요?%n%n문서 파일은 건드리지 않습니다. 나중에 다시 설치할 때 쓰려면 아니요를 고르세요.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "atlogin"; Description: "{cm:AtLogin}"; Flags: unchecked
Name: "onpath"; Description: "{cm:OnPath}"; Flags: unchecked

[InstallDelete]
; The folder of an older version, whole: modules that are gone from a newer one must not be found.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{userprograms}\Findling"; Filename: "{app}\findlingw.exe"; Parameters: "window"
Name: "{userdesktop}\Findling"; Filename: "{app}\findlingw.exe"; Parameters: "window"; Tasks: desktopicon

[Registry]
; The same value as the setting "start at login" of the window writes (app/shell/autostart.py).
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: string; ValueName: "Findling"; ValueData: """{app}\findlingw.exe"" ""window"" ""--background"""; Tasks: atlogin; Flags: uninsdeletevalue
; findling:// links (Microsoft, "Registering an Application to a URI Scheme"). A quotation mark in a
; link would end the argument: --follow refuses whatever comes behind it.
Root: HKCU; Subkey: "Software\Classes\findling"; ValueType: string; ValueData: "URL:Findling"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\findling"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\findling\DefaultIcon"; ValueType: string; ValueData: "{app}\findlingw.exe,0"
Root: HKCU; Subkey: "Software\Classes\findling\shell\open\command"; ValueType: string; ValueData: """{app}\findlingw.exe"" window --follow ""%1"""
; "Search with Findling" of a folder, and inside one (Microsoft, "Creating Shortcut Menu Handlers").
; %V is the folder, also of a window's background. Per user: uninstalling takes all of it away.
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Findling"; ValueType: string; ValueData: "{cm:SearchFolder}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Findling"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\findlingw.exe,0"
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Findling\command"; ValueType: string; ValueData: """{app}\findlingw.exe"" window --search-folder ""%V"""
Root: HKCU; Subkey: "Software\Classes\Directory\Background\shell\Findling"; ValueType: string; ValueData: "{cm:SearchFolder}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Directory\Background\shell\Findling"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\findlingw.exe,0"
Root: HKCU; Subkey: "Software\Classes\Directory\Background\shell\Findling\command"; ValueType: string; ValueData: """{app}\findlingw.exe"" window --search-folder ""%V"""

[Run]
Filename: "{app}\findlingw.exe"; Parameters: "window"; Description: "{cm:LaunchProgram,Findling}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
Filename: "{app}\findling.exe"; Parameters: "quit"; Flags: runhidden waituntilterminated; RunOnceId: "EndEngine"

[UninstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Code]
const
  EnvironmentKey = 'Environment';

procedure ChangePath(const Folder: string; const Add: Boolean);
var
  Path: string;
  Place: Integer;
begin
  if not RegQueryStringValue(HKEY_CURRENT_USER, EnvironmentKey, 'Path', Path) then
    Path := '';
  Place := Pos(';' + Uppercase(Folder) + ';', ';' + Uppercase(Path) + ';');
  if Add and (Place = 0) then
  begin
    if (Path <> '') and (Path[Length(Path)] <> ';') then
      Path := Path + ';';
    RegWriteExpandStringValue(HKEY_CURRENT_USER, EnvironmentKey, 'Path', Path + Folder);
  end;
  if (not Add) and (Place > 0) then
  begin
    Delete(Path, Place, Length(Folder) + 1);
    RegWriteExpandStringValue(HKEY_CURRENT_USER, EnvironmentKey, 'Path', Path);
  end;
end;

{ An older engine holds its files open: it is ended before they are replaced. }
function PrepareToInstall(var NeedsRestart: Boolean): string;
var
  Status: Integer;
begin
  Result := '';
  if FileExists(ExpandConstant('{app}\findling.exe')) then
    Exec(ExpandConstant('{app}\findling.exe'), 'quit', '', SW_HIDE, ewWaitUntilTerminated, Status);
end;

procedure CurStepChanged(CurStep: TSetupStep);
begin
  if (CurStep = ssPostInstall) and WizardIsTaskSelected('onpath') then
    ChangePath(ExpandConstant('{app}'), True);
end;

{ The index is a person's work and hours of the machine's: it goes only when that is said. }
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if CurUninstallStep = usPostUninstall then
  begin
    ChangePath(ExpandConstant('{app}'), False);
    if SuppressibleMsgBox(CustomMessage('RemoveIndex'), mbConfirmation, MB_YESNO or MB_DEFBUTTON2, IDNO) = IDYES then
    begin
      DelTree(ExpandConstant('{localappdata}\findling'), True, True, True);
      DelTree(ExpandConstant('{userappdata}\Findling'), True, True, True);
    end;
  end;
end;
