; What Explorer and browsers know of Findling: links, and "Search with Findling" for a folder.
; Included by the installer's script, [Registry] section. Never run on Windows.
; Per user (HKCU): no administrator is needed, and uninstalling takes all of it away.
;
; Links: learn.microsoft.com, "Registering an Application to a URI Scheme".
; Folders: learn.microsoft.com, "Creating Shortcut Menu Handlers", static verbs; %V is the folder,
; also of the background of a window. findlingw.exe is the program without a console.

[Registry]
Root: HKCU; Subkey: "Software\Classes\findling"; ValueType: string; ValueData: "URL:Findling"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\findling"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\findling\DefaultIcon"; ValueType: string; ValueData: """{app}\findlingw.exe"",0"
Root: HKCU; Subkey: "Software\Classes\findling\shell\open\command"; ValueType: string; ValueData: """{app}\findlingw.exe"" window ""%1"""
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Findling"; ValueType: string; ValueData: "{cm:SearchWithFindling}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Findling"; ValueType: string; ValueName: "Icon"; ValueData: """{app}\findlingw.exe"",0"
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Findling\command"; ValueType: string; ValueData: """{app}\findlingw.exe"" window --search-folder ""%V"""
Root: HKCU; Subkey: "Software\Classes\Directory\Background\shell\Findling"; ValueType: string; ValueData: "{cm:SearchWithFindling}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Directory\Background\shell\Findling"; ValueType: string; ValueName: "Icon"; ValueData: """{app}\findlingw.exe"",0"
Root: HKCU; Subkey: "Software\Classes\Directory\Background\shell\Findling\command"; ValueType: string; ValueData: """{app}\findlingw.exe"" window --search-folder ""%V"""

[CustomMessages]
english.SearchWithFindling=Search with Findling
korean.SearchWithFindling=Findling으로 검색
