<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
  <context>
    <name>AboutSection</name>
    <message numerus="yes">
      <source>%n thing(s) need attention.</source>
      <translation>
        <numerusform>확인할 항목이 %Ln개 있습니다.</numerusform>
      </translation>
    </message>
    <message>
      <source>About Findling</source>
      <translation>Findling 정보</translation>
    </message>
    <message>
      <source>All is well.</source>
      <translation>모두 정상입니다.</translation>
    </message>
    <message>
      <source>Check now</source>
      <translation>지금 점검</translation>
    </message>
    <message>
      <source>Checking…</source>
      <translation>점검하는 중…</translation>
    </message>
    <message>
      <source>Checks versions, folders and models; takes some seconds.</source>
      <translation>버전, 폴더, 모델을 점검합니다. 몇 초 걸립니다.</translation>
    </message>
    <message>
      <source>Copy report</source>
      <translation>보고서 복사</translation>
    </message>
    <message>
      <source>Diagnosis</source>
      <translation>진단</translation>
    </message>
    <message>
      <source>Findling is free software under the Apache License 2.0.</source>
      <translation>Findling은 Apache License 2.0을 따르는 자유 소프트웨어입니다.</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>라이선스</translation>
    </message>
    <message>
      <source>Open folder</source>
      <translation>폴더 열기</translation>
    </message>
    <message>
      <source>Show licences</source>
      <translation>라이선스 보기</translation>
    </message>
    <message>
      <source>Version</source>
      <translation>버전</translation>
    </message>
    <message>
      <source>Where the index is kept</source>
      <translation>색인 저장 위치</translation>
    </message>
  </context>
  <context>
    <name>AddingFolders</name>
    <message>
      <source>Add and send</source>
      <translation>추가하고 보내기</translation>
    </message>
    <message>
      <source>Texts of the library “{0}” leave this computer.</source>
      <translation>라이브러리 “{0}”의 본문은 이 컴퓨터 밖으로 나갑니다.</translation>
    </message>
  </context>
  <context>
    <name>AddingModels</name>
    <message>
      <source>Choose a model's folder: Model2Vec, or model.onnx with tokenizer.json</source>
      <translation>모델 폴더 선택: Model2Vec 폴더, 또는 model.onnx와 tokenizer.json이 든 폴더</translation>
    </message>
    <message>
      <source>That cannot be used ({0}).</source>
      <translation>사용할 수 없는 값입니다({0}).</translation>
    </message>
    <message>
      <source>The hub cannot be asked now. Look at the connection and try again.</source>
      <translation>지금은 허브에 물을 수 없습니다. 연결을 확인하고 다시 시도하세요.</translation>
    </message>
    <message>
      <source>The server answers, but not with this model's vectors ({0}).</source>
      <translation>서버가 응답하지만 이 모델의 벡터를 주지 않습니다({0}).</translation>
    </message>
    <message>
      <source>The server asks for a key, or refuses this one.</source>
      <translation>서버가 키를 요구하거나 이 키를 거부합니다.</translation>
    </message>
    <message>
      <source>The server does not answer. Look whether it runs, and whether the address is right ({0}).</source>
      <translation>서버가 응답하지 않습니다. 서버가 실행 중인지, 주소가 맞는지 확인하세요({0}).</translation>
    </message>
  </context>
  <context>
    <name>Advice</name>
    <message>
      <source>Check the spelling, and whether the file's folder is in a library.</source>
      <translation>맞춤법을 확인하고, 파일이 있는 폴더가 라이브러리에 들어 있는지 살펴보십시오.</translation>
    </message>
    <message>
      <source>Did you mean “{0}”?</source>
      <translation>“{0}”을(를) 찾으셨나요?</translation>
    </message>
    <message>
      <source>How to search</source>
      <translation>검색 방법</translation>
    </message>
    <message>
      <source>Indexing is still under way: more may be found in a moment.</source>
      <translation>아직 색인하는 중입니다. 잠시 후 더 찾을 수 있습니다.</translation>
    </message>
    <message>
      <source>Recent searches</source>
      <translation>최근 검색</translation>
    </message>
    <message>
      <source>Saved searches</source>
      <translation>저장한 검색</translation>
    </message>
    <message>
      <source>Say it in other words, or with fewer of them.</source>
      <translation>다른 말로 바꾸거나 낱말을 줄여 보십시오.</translation>
    </message>
    <message>
      <source>Search everywhere</source>
      <translation>모든 곳에서 검색</translation>
    </message>
    <message>
      <source>Search without any filter</source>
      <translation>필터 없이 검색</translation>
    </message>
    <message>
      <source>Search without “{0}”</source>
      <translation>‘{0}’ 없이 검색</translation>
    </message>
    <message>
      <source>Words in quotation marks must stand together just so: leave these out.</source>
      <translation>따옴표 안의 낱말은 그대로 이어져 있어야 합니다. 따옴표를 빼 보십시오.</translation>
    </message>
  </context>
  <context>
    <name>AppearanceSection</name>
    <message>
      <source>Appearance</source>
      <translation>모양</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>시스템 설정 따름</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>색상</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>어둡게</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>언어</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>밝게</translation>
    </message>
    <message>
      <source>Restart now</source>
      <translation>지금 다시 시작</translation>
    </message>
    <message>
      <source>Spoken from the next start on.</source>
      <translation>다음에 시작할 때부터 적용됩니다.</translation>
    </message>
    <message>
      <source>Text size</source>
      <translation>글자 크기</translation>
    </message>
    <message>
      <source>{0}%</source>
      <translation>{0}%</translation>
    </message>
  </context>
  <context>
    <name>Banner</name>
    <message>
      <source>Dismiss</source>
      <translation>닫기</translation>
    </message>
    <message>
      <source>Message</source>
      <translation>알림</translation>
    </message>
  </context>
  <context>
    <name>CheckList</name>
    <message>
      <source>Not well</source>
      <translation>문제 있음</translation>
    </message>
    <message>
      <source>Well</source>
      <translation>정상</translation>
    </message>
  </context>
  <context>
    <name>ChipButton</name>
    <message>
      <source>Remove {0}</source>
      <translation>{0} 제거</translation>
    </message>
  </context>
  <context>
    <name>ChipRow</name>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>그 밖에 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Filters</source>
      <translation>필터</translation>
    </message>
  </context>
  <context>
    <name>CommandLine</name>
    <message>
      <source>Command</source>
      <translation>명령</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>복사됨</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>복사</translation>
    </message>
    <message>
      <source>Copy the command</source>
      <translation>명령 복사</translation>
    </message>
  </context>
  <context>
    <name>CompletionPopup</name>
    <message numerus="yes">
      <source>%n suggestion(s)</source>
      <translation>
        <numerusform>추천 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Suggestions</source>
      <translation>추천</translation>
    </message>
  </context>
  <context>
    <name>Costs</name>
    <message numerus="yes">
      <source>%n passage(s) are stored anew, without vectors</source>
      <translation>
        <numerusform>구절 %Ln개를 벡터 없이 새로 저장합니다</numerusform>
      </translation>
    </message>
    <message>
      <source>1,000 searches cost about {0}, by the vendor's list of {1}.</source>
      <translation>검색 1,000회 비용은 약 {0}입니다(공급사의 {1} 가격표 기준).</translation>
    </message>
    <message>
      <source>; how long that takes is not known before the model is measured</source>
      <translation>. 걸리는 시간은 모델을 측정해야 알 수 있습니다</translation>
    </message>
    <message>
      <source>A million word pieces cost {0}, by the vendor's list of {1}.</source>
      <translation>낱말 조각 백만 개의 비용은 {0}입니다(공급사의 {1} 가격표 기준).</translation>
    </message>
    <message>
      <source>Each search is sent to {0}, with the passages that fit it best.</source>
      <translation>검색할 때마다 검색어와 가장 알맞은 구절을 {0}(으)로 보냅니다.</translation>
    </message>
    <message>
      <source>Files are still to be read: it holds for them.</source>
      <translation>아직 읽지 않은 파일이 있습니다. 이 파일들에 적용됩니다.</translation>
    </message>
    <message>
      <source>How much text files have that are still to be read is not known.</source>
      <translation>아직 읽지 않은 파일의 본문이 얼마나 되는지는 알 수 없습니다.</translation>
    </message>
    <message>
      <source>Meanwhile the old ones serve, and you can call it off.</source>
      <translation>그동안 이전 모델로 검색하며 언제든 취소할 수 있습니다.</translation>
    </message>
    <message numerus="yes">
      <source>New vectors are made for %n passage(s)</source>
      <translation>
        <numerusform>구절 %Ln개의 벡터를 새로 만듭니다</numerusform>
      </translation>
    </message>
    <message>
      <source>Nothing is made anew: it holds from the next search on.</source>
      <translation>새로 만들 것이 없습니다. 다음 검색부터 적용됩니다.</translation>
    </message>
    <message numerus="yes">
      <source>Send %n passage(s) to {0}</source>
      <translation>
        <numerusform>구절 %Ln개를 {0}(으)로 보내기</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Send %n passage(s) to {0}, searches to {1}</source>
      <translation>
        <numerusform>구절 %Ln개를 {0}(으)로, 검색을 {1}(으)로 보내기</numerusform>
      </translation>
    </message>
    <message>
      <source>Send searches to {0}</source>
      <translation>검색을 {0}(으)로 보내기</translation>
    </message>
    <message>
      <source>Send texts to {0}</source>
      <translation>본문을 {0}(으)로 보내기</translation>
    </message>
    <message numerus="yes">
      <source>The text of %n passage(s) is sent to {0}, later that of new files and each search as well.</source>
      <translation>
        <numerusform>구절 %Ln개의 본문을 {0}(으)로 보냅니다. 앞으로 새 파일의 본문과 모든 검색어도 보냅니다.</numerusform>
      </translation>
    </message>
    <message>
      <source>The text of new files and each search is sent to {0}.</source>
      <translation>새 파일의 본문과 모든 검색어를 {0}(으)로 보냅니다.</translation>
    </message>
    <message>
      <source>These are about {0} word pieces and cost {1}, by the vendor's list of {2}.</source>
      <translation>낱말 조각 약 {0}개이며 비용은 {1}입니다(공급사의 {2} 가격표 기준).</translation>
    </message>
    <message>
      <source>These are about {0} word pieces; what that costs is not known here.</source>
      <translation>낱말 조각 약 {0}개입니다. 비용은 여기서 알 수 없습니다.</translation>
    </message>
    <message>
      <source>about {0}</source>
      <translation>약 {0}</translation>
    </message>
    <message>
      <source>less than {0}</source>
      <translation>{0} 미만</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>무료</translation>
    </message>
    <message>
      <source>{0}, about {1}</source>
      <translation>{0}. 약 {1} 걸립니다</translation>
    </message>
  </context>
  <context>
    <name>Curator</name>
    <message>
      <source>Choose a folder for “{0}”</source>
      <translation>‘{0}’에 추가할 폴더 선택</translation>
    </message>
  </context>
  <context>
    <name>Days</name>
    <message>
      <source>last month</source>
      <translation>지난달</translation>
    </message>
    <message>
      <source>last week</source>
      <translation>지난주</translation>
    </message>
    <message>
      <source>last year</source>
      <translation>작년</translation>
    </message>
    <message>
      <source>this month</source>
      <translation>이번 달</translation>
    </message>
    <message>
      <source>this week</source>
      <translation>이번 주</translation>
    </message>
    <message>
      <source>this year</source>
      <translation>올해</translation>
    </message>
    <message>
      <source>today</source>
      <translation>오늘</translation>
    </message>
    <message>
      <source>yesterday</source>
      <translation>어제</translation>
    </message>
  </context>
  <context>
    <name>Director</name>
    <message>
      <source>Choose a folder to search in</source>
      <translation>검색할 폴더 선택</translation>
    </message>
    <message>
      <source>Its passages leave the index. The files themselves stay as they are.</source>
      <translation>이 폴더의 구절이 색인에서 빠집니다. 파일 자체는 그대로 남습니다.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>제거</translation>
    </message>
    <message>
      <source>Stop searching “{0}”?</source>
      <translation>‘{0}’을(를) 검색에서 뺄까요?</translation>
    </message>
  </context>
  <context>
    <name>DocumentBar</name>
    <message>
      <source>Fit the width</source>
      <translation>너비에 맞춤</translation>
    </message>
    <message>
      <source>Hit {0} of {1} in this file</source>
      <translation>이 파일의 결과 {1}개 중 {0}번째</translation>
    </message>
    <message>
      <source>Larger</source>
      <translation>확대</translation>
    </message>
    <message>
      <source>Next hit in this file</source>
      <translation>이 파일의 다음 결과</translation>
    </message>
    <message>
      <source>Page {0} of {1}</source>
      <translation>전체 {1}쪽 중 {0}쪽</translation>
    </message>
    <message>
      <source>Previous hit in this file</source>
      <translation>이 파일의 이전 결과</translation>
    </message>
    <message>
      <source>Smaller</source>
      <translation>축소</translation>
    </message>
    <message>
      <source>hit {0} of {1}</source>
      <translation>결과 {0} / {1}</translation>
    </message>
    <message>
      <source>page {0} of {1}</source>
      <translation>쪽 {0} / {1}</translation>
    </message>
    <message>
      <source>{0} / {1}</source>
      <translation>{0} / {1}</translation>
    </message>
    <message>
      <source>{0}%</source>
      <translation>{0}%</translation>
    </message>
  </context>
  <context>
    <name>DocumentFoot</name>
    <message>
      <source>Open file</source>
      <translation>파일 열기</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>폴더에서 보기</translation>
    </message>
  </context>
  <context>
    <name>DocumentHeader</name>
    <message>
      <source>Its drive or folder is not there at present: it can be read here, not opened.</source>
      <translation>드라이브나 폴더가 지금 연결되어 있지 않습니다. 여기에서 읽을 수는 있지만 열 수는 없습니다.</translation>
    </message>
    <message>
      <source>Line {0}</source>
      <translation>{0}행</translation>
    </message>
    <message>
      <source>Page {0}</source>
      <translation>{0}쪽</translation>
    </message>
    <message>
      <source>The file has changed since. This is its text as it was indexed.</source>
      <translation>색인한 뒤에 파일이 바뀌었습니다. 색인할 때의 본문을 보여 드립니다.</translation>
    </message>
    <message>
      <source>The file is no longer there. This is its text as it was indexed.</source>
      <translation>파일이 더 이상 없습니다. 색인할 때의 본문을 보여 드립니다.</translation>
    </message>
    <message>
      <source>{0} This is its text as it was indexed.</source>
      <translation>{0} 색인할 때의 본문을 보여 드립니다.</translation>
    </message>
  </context>
  <context>
    <name>EngineTrouble</name>
    <message>
      <source>Its log says more: {0}</source>
      <translation>자세한 내용은 로그에 있습니다: {0}</translation>
    </message>
    <message>
      <source>The search engine stopped again and again and is no longer started.</source>
      <translation>검색 엔진이 거듭 멈춰 더는 시작하지 않습니다.</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>다시 시도</translation>
    </message>
    <message>
      <source>Try now</source>
      <translation>지금 다시 시도</translation>
    </message>
  </context>
  <context>
    <name>Exclusion</name>
    <message>
      <source>Remove it from the library…</source>
      <translation>라이브러리에서 제거…</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>실행 취소</translation>
    </message>
    <message>
      <source>{0} is left out from now on.</source>
      <translation>이제부터 {0}을(를) 제외합니다.</translation>
    </message>
    <message>
      <source>{0} is one of the library's own folders.</source>
      <translation>{0}은(는) 라이브러리에 직접 추가한 폴더입니다.</translation>
    </message>
  </context>
  <context>
    <name>FailuresDialog</name>
    <message>
      <source>All other files are findable.</source>
      <translation>다른 파일은 모두 검색할 수 있습니다.</translation>
    </message>
    <message>
      <source>Every file could be read.</source>
      <translation>모든 파일을 읽었습니다.</translation>
    </message>
    <message>
      <source>Files of “{0}” that could not be read</source>
      <translation>‘{0}’에서 읽지 못한 파일</translation>
    </message>
    <message>
      <source>Files that could not be read</source>
      <translation>읽지 못한 파일</translation>
    </message>
    <message>
      <source>Try all again</source>
      <translation>모두 다시 시도</translation>
    </message>
    <message>
      <source>Try this one again</source>
      <translation>이 파일 다시 시도</translation>
    </message>
  </context>
  <context>
    <name>FailuresModel</name>
    <message>
      <source>File</source>
      <translation>파일</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>폴더</translation>
    </message>
    <message>
      <source>Next try</source>
      <translation>다음 시도</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>이유</translation>
    </message>
    <message>
      <source>What to do</source>
      <translation>해결 방법</translation>
    </message>
    <message>
      <source>once it is back</source>
      <translation>다시 연결되면</translation>
    </message>
    <message>
      <source>when it changes</source>
      <translation>파일이 바뀌면</translation>
    </message>
  </context>
  <context>
    <name>Figures</name>
    <message>
      <source>About {0} of 100 passages with evidence like this are what was looked for.</source>
      <translation>이 정도 근거가 있는 구절은 100개 가운데 약 {0}개가 찾던 것입니다.</translation>
    </message>
    <message>
      <source>a few seconds left</source>
      <translation>몇 초 남음</translation>
    </message>
    <message>
      <source>in a moment</source>
      <translation>곧</translation>
    </message>
    <message>
      <source>in {0} h</source>
      <translation>{0}시간 후</translation>
    </message>
    <message>
      <source>in {0} min</source>
      <translation>{0}분 후</translation>
    </message>
    <message>
      <source>{0} h</source>
      <translation>{0}시간</translation>
    </message>
    <message>
      <source>{0} h {1} min</source>
      <translation>{0}시간 {1}분</translation>
    </message>
    <message>
      <source>{0} h {1} min left</source>
      <translation>{0}시간 {1}분 남음</translation>
    </message>
    <message>
      <source>{0} min</source>
      <translation>{0}분</translation>
    </message>
    <message>
      <source>{0} min left</source>
      <translation>{0}분 남음</translation>
    </message>
    <message>
      <source>{0} ms</source>
      <translation>{0} ms</translation>
    </message>
    <message>
      <source>{0} s</source>
      <translation>{0}초</translation>
    </message>
    <message>
      <source>{0} s left</source>
      <translation>{0}초 남음</translation>
    </message>
    <message>
      <source>{0}%</source>
      <translation>{0}%</translation>
    </message>
  </context>
  <context>
    <name>FilterButton</name>
    <message>
      <source>Filter</source>
      <translation>필터</translation>
    </message>
    <message>
      <source>Narrow the search by kind, folder, date, size or language</source>
      <translation>종류, 폴더, 날짜, 크기, 언어로 검색 범위를 좁힙니다</translation>
    </message>
    <message>
      <source>Nothing to filter by yet</source>
      <translation>아직 거를 항목이 없습니다</translation>
    </message>
  </context>
  <context>
    <name>Filters</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>파일 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>At most {0} words apart</source>
      <translation>최대 {0}단어 거리</translation>
    </message>
    <message>
      <source>Before: {0}</source>
      <translation>{0} 이전</translation>
    </message>
    <message>
      <source>Changed since</source>
      <translation>수정 시기</translation>
    </message>
    <message>
      <source>Extension: {0}</source>
      <translation>확장자: {0}</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>폴더</translation>
    </message>
    <message>
      <source>Folder: {0}</source>
      <translation>폴더: {0}</translation>
    </message>
    <message>
      <source>Kind of file</source>
      <translation>파일 종류</translation>
    </message>
    <message>
      <source>Kind: {0}</source>
      <translation>종류: {0}</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>언어</translation>
    </message>
    <message>
      <source>Language: {0}</source>
      <translation>언어: {0}</translation>
    </message>
    <message>
      <source>Larger than</source>
      <translation>크기</translation>
    </message>
    <message>
      <source>Larger than {0}</source>
      <translation>{0}보다 큼</translation>
    </message>
    <message>
      <source>Name: {0}</source>
      <translation>이름: {0}</translation>
    </message>
    <message>
      <source>Not {0}</source>
      <translation>제외: {0}</translation>
    </message>
    <message>
      <source>Since: {0}</source>
      <translation>{0} 이후</translation>
    </message>
    <message>
      <source>Smaller than {0}</source>
      <translation>{0}보다 작음</translation>
    </message>
    <message>
      <source>at most 5 words apart</source>
      <translation>최대 5단어 거리</translation>
    </message>
    <message>
      <source>changed before</source>
      <translation>이 날짜 전에 수정됨</translation>
    </message>
    <message>
      <source>changed since</source>
      <translation>이 날짜 뒤에 수정됨</translation>
    </message>
    <message>
      <source>extension</source>
      <translation>확장자</translation>
    </message>
    <message>
      <source>file name</source>
      <translation>파일 이름</translation>
    </message>
    <message>
      <source>folder</source>
      <translation>폴더</translation>
    </message>
    <message>
      <source>kind of file</source>
      <translation>파일 종류</translation>
    </message>
    <message>
      <source>language</source>
      <translation>언어</translation>
    </message>
    <message>
      <source>size</source>
      <translation>크기</translation>
    </message>
  </context>
  <context>
    <name>FolderCounts</name>
    <message numerus="yes">
      <source>%Ln could not be read</source>
      <translation>
        <numerusform>%Ln개는 읽을 수 없음</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln file(s)</source>
      <translation>
        <numerusform>파일 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln to go</source>
      <translation>
        <numerusform>%Ln개 남음</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FoldersCard</name>
    <message>
      <source>Add folders…</source>
      <translation>폴더 추가…</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>폴더</translation>
    </message>
    <message>
      <source>Folders of this library</source>
      <translation>이 라이브러리의 폴더</translation>
    </message>
    <message>
      <source>No folder yet. Add one, or drop it on this window.</source>
      <translation>아직 폴더가 없습니다. 추가하거나 이 창에 끌어다 놓으십시오.</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>열기</translation>
    </message>
    <message>
      <source>Open the selected folder in the file manager</source>
      <translation>선택한 폴더를 파일 관리자에서 엽니다</translation>
    </message>
    <message>
      <source>Remove…</source>
      <translation>제거…</translation>
    </message>
    <message>
      <source>Show the files of the selected folder that could not be read</source>
      <translation>선택한 폴더에서 읽을 수 없는 파일 보기</translation>
    </message>
    <message>
      <source>Take the selected folder out of this library (Del)</source>
      <translation>선택한 폴더를 이 라이브러리에서 뺍니다 (Del)</translation>
    </message>
    <message>
      <source>Which files are indexed…</source>
      <translation>색인할 파일…</translation>
    </message>
  </context>
  <context>
    <name>FoldersModel</name>
    <message>
      <source>Paused</source>
      <translation>일시 중지됨</translation>
    </message>
  </context>
  <context>
    <name>FollowingLinks</name>
    <message>
      <source>Add it</source>
      <translation>추가</translation>
    </message>
    <message>
      <source>In “{0}”</source>
      <translation>‘{0}’ 안에서</translation>
    </message>
    <message>
      <source>{0} is in no library.</source>
      <translation>{0}은(는) 어느 라이브러리에도 없습니다.</translation>
    </message>
  </context>
  <context>
    <name>GettingCard</name>
    <message>
      <source>A part of it is here; the rest follows where it ended.</source>
      <translation>일부를 받았습니다. 나머지는 멈춘 곳부터 이어집니다.</translation>
    </message>
    <message>
      <source>Comes with Findling.</source>
      <translation>Findling에 포함되어 있습니다.</translation>
    </message>
    <message>
      <source>Delete…</source>
      <translation>삭제…</translation>
    </message>
    <message>
      <source>Download {0}</source>
      <translation>{0} 내려받기</translation>
    </message>
    <message>
      <source>Forget folder…</source>
      <translation>폴더 등록 해제…</translation>
    </message>
    <message>
      <source>Go on with the download</source>
      <translation>내려받기 계속</translation>
    </message>
    <message>
      <source>It cannot be used:</source>
      <translation>사용할 수 없습니다.</translation>
    </message>
    <message>
      <source>It needs packages that are not installed with Findling. This command, in a terminal, gets them; then start Findling again:</source>
      <translation>Findling과 함께 설치되지 않은 패키지가 필요합니다. 터미널에서 이 명령으로 설치한 뒤 Findling을 다시 시작하세요.</translation>
    </message>
    <message>
      <source>It needs packages that this build of Findling cannot take; one that is installed by pip can.</source>
      <translation>이 Findling 설치본에는 더할 수 없는 패키지가 필요합니다. pip으로 설치한 Findling에서는 쓸 수 있습니다.</translation>
    </message>
    <message>
      <source>Not on this computer. A download sends none of your texts.</source>
      <translation>이 컴퓨터에 없습니다. 내려받을 때 본문은 전혀 보내지 않습니다.</translation>
    </message>
    <message>
      <source>On this computer.</source>
      <translation>이 컴퓨터에 있습니다.</translation>
    </message>
    <message>
      <source>Remove…</source>
      <translation>제거…</translation>
    </message>
    <message>
      <source>State of this model</source>
      <translation>이 모델의 상태</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>중지</translation>
    </message>
  </context>
  <context>
    <name>Habits</name>
    <message>
      <source>It is window.ini in {0}.</source>
      <translation>{0} 안의 window.ini입니다.</translation>
    </message>
    <message>
      <source>Settings hold until Findling ends: their file cannot be read or written.</source>
      <translation>설정은 Findling을 끝낼 때까지만 유지됩니다. 설정 파일을 읽거나 쓸 수 없습니다.</translation>
    </message>
  </context>
  <context>
    <name>Handling</name>
    <message>
      <source>No program was found that opens this.</source>
      <translation>이 파일을 열 프로그램을 찾지 못했습니다.</translation>
    </message>
    <message>
      <source>Opening {0} would run it. It is shown in its folder instead.</source>
      <translation>{0}을(를) 열면 실행됩니다. 대신 폴더에서 보여 줍니다.</translation>
    </message>
    <message>
      <source>{0} is no longer there.</source>
      <translation>{0}이(가) 더 이상 없습니다.</translation>
    </message>
    <message>
      <source>{0} is not there at present. Connect its drive and try again.</source>
      <translation>{0}이(가) 지금 없습니다. 드라이브를 연결하고 다시 시도하십시오.</translation>
    </message>
    <message>
      <source>“{0}”</source>
      <translation>‘{0}’</translation>
    </message>
  </context>
  <context>
    <name>HelpButton</name>
    <message>
      <source>How to search</source>
      <translation>검색 방법</translation>
    </message>
    <message>
      <source>How to search: phrases, exclusion, nearness, patterns ({0})</source>
      <translation>검색 방법: 구절, 제외, 가까움, 와일드카드 ({0})</translation>
    </message>
  </context>
  <context>
    <name>HitActions</name>
    <message>
      <source>Copy as quotation</source>
      <translation>인용문으로 복사</translation>
    </message>
    <message>
      <source>Copy link</source>
      <translation>링크 복사</translation>
    </message>
    <message>
      <source>Copy passage</source>
      <translation>구절 복사</translation>
    </message>
    <message>
      <source>Copy path</source>
      <translation>경로 복사</translation>
    </message>
    <message>
      <source>Exclude this folder</source>
      <translation>이 폴더 제외</translation>
    </message>
    <message>
      <source>Find similar</source>
      <translation>비슷한 구절 찾기</translation>
    </message>
    <message>
      <source>Open at line {0}</source>
      <translation>{0}행에서 열기</translation>
    </message>
    <message>
      <source>Open at page</source>
      <translation>해당 쪽에서 열기</translation>
    </message>
    <message>
      <source>Open at page {0}</source>
      <translation>{0}쪽에서 열기</translation>
    </message>
    <message>
      <source>Open file	Enter</source>
      <translation>파일 열기	Enter</translation>
    </message>
    <message>
      <source>Search in this folder</source>
      <translation>이 폴더에서 검색</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>폴더에서 보기</translation>
    </message>
  </context>
  <context>
    <name>HubDialog</name>
    <message>
      <source>A model of the hub</source>
      <translation>허브의 모델</translation>
    </message>
    <message>
      <source>A name has two parts, such as minishlab/potion-base-8M.</source>
      <translation>이름은 minishlab/potion-base-8M처럼 두 부분으로 씁니다.</translation>
    </message>
    <message>
      <source>Ask the hub</source>
      <translation>허브에 문의</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>이름</translation>
    </message>
    <message>
      <source>The hub at {0} is asked what the model is and how large. None of your texts are sent. It is downloaded when you say so.</source>
      <translation>{0} 허브에 어떤 모델이고 얼마나 큰지 묻습니다. 사용자의 텍스트는 보내지 않습니다. 내려받기는 요청할 때만 합니다.</translation>
    </message>
    <message>
      <source>The hub is being asked…</source>
      <translation>허브에 묻는 중…</translation>
    </message>
    <message>
      <source>owner/name</source>
      <translation>소유자/이름</translation>
    </message>
  </context>
  <context>
    <name>IndexingSection</name>
    <message>
      <source>At full speed</source>
      <translation>최고 속도로</translation>
    </message>
    <message>
      <source>Gently</source>
      <translation>천천히</translation>
    </message>
    <message>
      <source>Indexing</source>
      <translation>색인</translation>
    </message>
    <message>
      <source>Keep the index up to date</source>
      <translation>색인을 최신으로 유지</translation>
    </message>
    <message>
      <source>New and changed files become findable within seconds.</source>
      <translation>새 파일과 바뀐 파일을 몇 초 안에 검색할 수 있습니다.</translation>
    </message>
    <message>
      <source>Not at all</source>
      <translation>하지 않음</translation>
    </message>
    <message>
      <source>On battery</source>
      <translation>배터리를 쓸 때</translation>
    </message>
    <message>
      <source>Paused: new and changed files are not found until it goes on.</source>
      <translation>일시 중지됨: 다시 시작할 때까지 새 파일과 바뀐 파일은 검색되지 않습니다.</translation>
    </message>
    <message>
      <source>This holds at present.</source>
      <translation>지금 적용되고 있습니다.</translation>
    </message>
    <message>
      <source>While other programs are busy</source>
      <translation>다른 프로그램이 바쁠 때</translation>
    </message>
  </context>
  <context>
    <name>KeyCard</name>
    <message>
      <source>A key is kept in a file that only you can read.</source>
      <translation>키가 본인만 읽을 수 있는 파일에 보관되어 있습니다.</translation>
    </message>
    <message>
      <source>A key is kept in the keyring of this computer.</source>
      <translation>키가 이 컴퓨터의 키링에 보관되어 있습니다.</translation>
    </message>
    <message>
      <source>A key is kept until Findling ends.</source>
      <translation>키를 Findling이 끝날 때까지만 보관합니다.</translation>
    </message>
    <message>
      <source>A key is kept.</source>
      <translation>키가 보관되어 있습니다.</translation>
    </message>
    <message>
      <source>Enter another key</source>
      <translation>다른 키 입력</translation>
    </message>
    <message>
      <source>Enter the key</source>
      <translation>키 입력</translation>
    </message>
    <message>
      <source>Forget key</source>
      <translation>키 삭제</translation>
    </message>
    <message>
      <source>Keep it in a file that only you can read</source>
      <translation>본인만 읽을 수 있는 파일에 보관</translation>
    </message>
    <message>
      <source>Keep it until Findling ends</source>
      <translation>Findling이 끝날 때까지만 보관</translation>
    </message>
    <message>
      <source>Keep key</source>
      <translation>키 보관</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>키</translation>
    </message>
    <message>
      <source>Key for {0}</source>
      <translation>{0} 키</translation>
    </message>
    <message>
      <source>Most such servers ask for none. Where this one does, enter it here.</source>
      <translation>이런 서버는 대개 키를 요구하지 않습니다. 요구하는 서버라면 여기에 입력하세요.</translation>
    </message>
    <message>
      <source>Send one short text of our own and see what comes back</source>
      <translation>Findling이 만든 짧은 글 하나를 보내 응답을 확인합니다</translation>
    </message>
    <message>
      <source>Test</source>
      <translation>시험</translation>
    </message>
    <message>
      <source>The key of the environment variable {0} is used.</source>
      <translation>환경 변수 {0}의 키를 사용합니다.</translation>
    </message>
    <message>
      <source>What became of it</source>
      <translation>결과</translation>
    </message>
    <message>
      <source>You get one from the vendor. It is kept in the keyring of this computer, if there is one, and sent to {0} alone.</source>
      <translation>키는 공급사에서 받습니다. 이 컴퓨터에 키링이 있으면 키링에 보관하고 {0}에만 보냅니다.</translation>
    </message>
    <message>
      <source>{0} refuses this key.</source>
      <translation>{0}에서 이 키를 거부합니다.</translation>
    </message>
  </context>
  <context>
    <name>KeyTask</name>
    <message>
      <source>Look whether it is whole, and whether it still holds there.</source>
      <translation>키가 빠짐없이 입력되었는지, 아직 유효한지 확인하세요.</translation>
    </message>
    <message>
      <source>That is no key: a key has no blanks and no accents.</source>
      <translation>키가 아닙니다. 키에는 공백이나 한글이 들어가지 않습니다.</translation>
    </message>
    <message>
      <source>The key is forgotten.</source>
      <translation>키를 지웠습니다.</translation>
    </message>
    <message>
      <source>The key is kept.</source>
      <translation>키를 보관했습니다.</translation>
    </message>
    <message>
      <source>Trying…</source>
      <translation>확인하는 중…</translation>
    </message>
    <message>
      <source>{0} answers, in {1}.</source>
      <translation>{0}에서 {1} 만에 응답했습니다.</translation>
    </message>
    <message>
      <source>{0} refuses the key.</source>
      <translation>{0}에서 이 키를 거부했습니다.</translation>
    </message>
  </context>
  <context>
    <name>Kinds</name>
    <message>
      <source>Data files</source>
      <translation>데이터 파일</translation>
    </message>
    <message>
      <source>E-books</source>
      <translation>전자책</translation>
    </message>
    <message>
      <source>Mail</source>
      <translation>메일</translation>
    </message>
    <message>
      <source>Notebooks</source>
      <translation>노트북</translation>
    </message>
    <message>
      <source>Plain text</source>
      <translation>일반 텍스트</translation>
    </message>
    <message>
      <source>Presentations</source>
      <translation>프레젠테이션</translation>
    </message>
    <message>
      <source>Source code</source>
      <translation>소스 코드</translation>
    </message>
    <message>
      <source>Spreadsheets</source>
      <translation>스프레드시트</translation>
    </message>
    <message>
      <source>Web pages</source>
      <translation>웹 페이지</translation>
    </message>
    <message>
      <source>Word documents</source>
      <translation>워드 문서</translation>
    </message>
  </context>
  <context>
    <name>LibrariesPage</name>
    <message>
      <source>Libraries</source>
      <translation>라이브러리</translation>
    </message>
    <message>
      <source>New library…</source>
      <translation>새 라이브러리…</translation>
    </message>
  </context>
  <context>
    <name>LibraryChoice</name>
    <message>
      <source>All libraries</source>
      <translation>모든 라이브러리</translation>
    </message>
    <message>
      <source>Search in: {0}</source>
      <translation>검색 범위: {0}</translation>
    </message>
    <message>
      <source>Which library is searched</source>
      <translation>검색할 라이브러리</translation>
    </message>
  </context>
  <context>
    <name>LibraryDetail</name>
    <message numerus="yes">
      <source>%n file(s) not readable…</source>
      <translation>
        <numerusform>읽지 못한 파일 %Ln개…</numerusform>
      </translation>
    </message>
    <message>
      <source>Change models…</source>
      <translation>모델 바꾸기…</translation>
    </message>
    <message>
      <source>Enter the key…</source>
      <translation>키 입력…</translation>
    </message>
    <message>
      <source>Get a model that knows more languages</source>
      <translation>더 많은 언어를 아는 모델 받기</translation>
    </message>
    <message>
      <source>Get “{0}”, which knows more languages ({1})…</source>
      <translation>더 많은 언어를 아는 “{0}” 받기 ({1})…</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>계속</translation>
    </message>
    <message>
      <source>How it searches</source>
      <translation>검색 방식</translation>
    </message>
    <message>
      <source>Index</source>
      <translation>색인</translation>
    </message>
    <message>
      <source>Keep the old models</source>
      <translation>이전 모델 유지</translation>
    </message>
    <message>
      <source>Meaning</source>
      <translation>의미</translation>
    </message>
    <message>
      <source>None: by words alone</source>
      <translation>없음: 낱말로만 찾기</translation>
    </message>
    <message>
      <source>Order of the best</source>
      <translation>상위 결과 순서</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>일시 중지</translation>
    </message>
    <message>
      <source>Remove library…</source>
      <translation>라이브러리 제거…</translation>
    </message>
    <message>
      <source>Rename this library (F2)</source>
      <translation>이 라이브러리의 이름 바꾸기 (F2)</translation>
    </message>
    <message>
      <source>Rename…</source>
      <translation>이름 바꾸기…</translation>
    </message>
    <message>
      <source>State of this library</source>
      <translation>이 라이브러리의 상태</translation>
    </message>
    <message>
      <source>Use “{0}”, which knows more languages…</source>
      <translation>더 많은 언어를 아는 “{0}” 쓰기…</translation>
    </message>
    <message>
      <source>What is in it</source>
      <translation>내용</translation>
    </message>
    <message>
      <source>none</source>
      <translation>없음</translation>
    </message>
    <message>
      <source>{0} of the passages are in languages that this model does not know ({1}): they are found by their words.</source>
      <translation>구절의 {0}은(는) 이 모델이 모르는 언어입니다({1}). 이 구절은 낱말로 찾습니다.</translation>
    </message>
    <message>
      <source>{0}, until the vectors of {1} are whole</source>
      <translation>{1}의 벡터가 다 만들어질 때까지 {0}</translation>
    </message>
    <message>
      <source>{0}; texts are sent to {1}</source>
      <translation>{0}(본문을 {1}(으)로 보냄)</translation>
    </message>
  </context>
  <context>
    <name>LibraryPane</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>파일 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>구절 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Add folders…</source>
      <translation>폴더 추가…</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>폴더</translation>
    </message>
    <message>
      <source>Go on with indexing</source>
      <translation>색인 계속하기</translation>
    </message>
    <message>
      <source>Open folder</source>
      <translation>폴더 열기</translation>
    </message>
    <message>
      <source>Pause indexing</source>
      <translation>색인 일시 중지</translation>
    </message>
    <message>
      <source>Remove from the search…</source>
      <translation>검색에서 제거…</translation>
    </message>
    <message>
      <source>Remove this folder from the search</source>
      <translation>이 폴더를 검색에서 제거</translation>
    </message>
    <message>
      <source>Which files are indexed…</source>
      <translation>색인할 파일…</translation>
    </message>
  </context>
  <context>
    <name>LibraryState</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>파일 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) wait to be indexed</source>
      <translation>
        <numerusform>색인을 기다리는 파일 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Files up to date; waits for a key</source>
      <translation>파일은 최신 상태, 키를 기다리는 중</translation>
    </message>
    <message>
      <source>Indexing, {0}</source>
      <translation>색인 중, {0}</translation>
    </message>
    <message>
      <source>Looking through the folders…</source>
      <translation>폴더를 살펴보는 중…</translation>
    </message>
    <message>
      <source>New vectors, {0}</source>
      <translation>새 벡터 만드는 중, {0}</translation>
    </message>
    <message>
      <source>No folder yet</source>
      <translation>아직 폴더 없음</translation>
    </message>
    <message>
      <source>Not up to date; tried again by itself</source>
      <translation>최신 상태가 아님, 저절로 다시 시도합니다</translation>
    </message>
    <message>
      <source>Not up to date; waits for a key</source>
      <translation>최신 상태가 아님. 키를 기다리는 중</translation>
    </message>
    <message>
      <source>On the Milvus server {0}</source>
      <translation>Milvus 서버 {0}</translation>
    </message>
    <message>
      <source>On this computer</source>
      <translation>이 컴퓨터</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>일시 중지됨</translation>
    </message>
    <message>
      <source>Up to date</source>
      <translation>최신 상태</translation>
    </message>
  </context>
  <context>
    <name>LicencesDialog</name>
    <message>
      <source>Licences</source>
      <translation>라이선스</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Search</source>
      <translation>검색</translation>
    </message>
  </context>
  <context>
    <name>MapBar</name>
    <message numerus="yes">
      <source>%n changed since</source>
      <translation>
        <numerusform>그 뒤로 바뀐 문서 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>문서 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more left out</source>
      <translation>
        <numerusform>그 밖에 %Ln개 제외됨</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n of the results ringed</source>
      <translation>
        <numerusform>결과 %Ln개에 고리 표시</numerusform>
      </translation>
    </message>
    <message>
      <source>All of the map (0)</source>
      <translation>지도 전체 (0)</translation>
    </message>
    <message>
      <source>Draw around documents to select them</source>
      <translation>문서 둘레를 그려 선택</translation>
    </message>
    <message>
      <source>Farther away (-)</source>
      <translation>축소 (-)</translation>
    </message>
    <message>
      <source>Library</source>
      <translation>라이브러리</translation>
    </message>
    <message>
      <source>Make the map anew with what is indexed now</source>
      <translation>지금 색인된 내용으로 지도를 다시 만듭니다</translation>
    </message>
    <message>
      <source>Map</source>
      <translation>지도</translation>
    </message>
    <message>
      <source>Move the map by dragging</source>
      <translation>끌어서 지도 옮기기</translation>
    </message>
    <message>
      <source>Nearer (+)</source>
      <translation>확대 (+)</translation>
    </message>
    <message>
      <source>Select documents in a rectangle</source>
      <translation>사각형으로 문서 선택</translation>
    </message>
    <message>
      <source>Update</source>
      <translation>새로 고침</translation>
    </message>
    <message>
      <source>made {0}</source>
      <translation>{0}에 만듦</translation>
    </message>
  </context>
  <context>
    <name>MapCanvas</name>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>문서 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Group {0} of {1}</source>
      <translation>무리 {1}개 중 {0}번째</translation>
    </message>
    <message>
      <source>Map of documents</source>
      <translation>문서 지도</translation>
    </message>
    <message>
      <source>{0}, {1}</source>
      <translation>{0}, {1}</translation>
    </message>
  </context>
  <context>
    <name>MapPage</name>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>문서 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n document(s) of the map</source>
      <translation>
        <numerusform>지도의 문서 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>{0} in these groups: {1}</source>
      <translation>{0}, 무리: {1}</translation>
    </message>
  </context>
  <context>
    <name>Mapping</name>
    <message>
      <source>Similar to {0}</source>
      <translation>{0}과(와) 비슷한 것</translation>
    </message>
  </context>
  <context>
    <name>ModelDetail</name>
    <message>
      <source>About it</source>
      <translation>정보</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>측정</translation>
    </message>
    <message>
      <source>Measure again</source>
      <translation>다시 측정</translation>
    </message>
    <message>
      <source>Speed on this computer</source>
      <translation>이 컴퓨터에서의 속도</translation>
    </message>
    <message>
      <source>Where your texts go</source>
      <translation>본문이 가는 곳</translation>
    </message>
    <message>
      <source>measuring…</source>
      <translation>측정하는 중…</translation>
    </message>
  </context>
  <context>
    <name>Models</name>
    <message numerus="yes">
      <source>%n language(s)</source>
      <translation>
        <numerusform>언어 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>외 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Begun to download</source>
      <translation>내려받기 시작됨</translation>
    </message>
    <message>
      <source>Comes with Findling</source>
      <translation>Findling에 포함됨</translation>
    </message>
    <message>
      <source>Dimensions</source>
      <translation>차원</translation>
    </message>
    <message>
      <source>Does not work</source>
      <translation>작동하지 않음</translation>
    </message>
    <message>
      <source>Finds by meaning</source>
      <translation>의미로 찾기</translation>
    </message>
    <message>
      <source>Finds by words</source>
      <translation>낱말로 찾기</translation>
    </message>
    <message>
      <source>Finds passages by the words they share with the query, in any language.</source>
      <translation>검색어와 같은 낱말이 있는 구절을 찾습니다. 모든 언어에서 됩니다.</translation>
    </message>
    <message>
      <source>Finds passages by their words, and by others that it has learned go with them.</source>
      <translation>구절의 낱말과, 그와 어울린다고 학습한 다른 낱말로 구절을 찾습니다.</translation>
    </message>
    <message>
      <source>Finds passages by what they mean, and by words that it has learned belong together.</source>
      <translation>뜻으로, 그리고 서로 어울린다고 학습한 낱말로 구절을 찾습니다.</translation>
    </message>
    <message>
      <source>Finds passages by what they mean, whatever words they use.</source>
      <translation>어떤 낱말을 썼든 뜻이 통하는 구절을 찾습니다.</translation>
    </message>
    <message>
      <source>From</source>
      <translation>출처</translation>
    </message>
    <message>
      <source>In use</source>
      <translation>사용 중</translation>
    </message>
    <message>
      <source>Languages</source>
      <translation>언어</translation>
    </message>
    <message>
      <source>Leaves the order as words and meaning found it. Quickest.</source>
      <translation>낱말과 의미로 찾은 순서를 그대로 둡니다. 가장 빠릅니다.</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>라이선스</translation>
    </message>
    <message>
      <source>Needs a key</source>
      <translation>키 필요</translation>
    </message>
    <message>
      <source>Needs an extra</source>
      <translation>추가 구성 요소 필요</translation>
    </message>
    <message>
      <source>On this computer</source>
      <translation>이 컴퓨터</translation>
    </message>
    <message>
      <source>Price</source>
      <translation>가격</translation>
    </message>
    <message>
      <source>Reads of a passage</source>
      <translation>구절에서 읽는 양</translation>
    </message>
    <message>
      <source>Reads the best passages once more with care and puts them in order.</source>
      <translation>가장 나은 구절을 한 번 더 꼼꼼히 읽고 순서를 정합니다.</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>준비됨</translation>
    </message>
    <message>
      <source>Refines the order</source>
      <translation>순서 다듬기</translation>
    </message>
    <message>
      <source>Sent to {0}: each search, with the passages that fit it best.</source>
      <translation>{0}(으)로 보냅니다: 검색할 때마다 검색어와 가장 알맞은 구절.</translation>
    </message>
    <message>
      <source>Sent to {0}: every passage when it is indexed, and each search.</source>
      <translation>{0}(으)로 보냅니다: 색인할 때 모든 구절, 그리고 모든 검색어.</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>크기</translation>
    </message>
    <message>
      <source>To download</source>
      <translation>내려받을 모델</translation>
    </message>
    <message>
      <source>Version</source>
      <translation>버전</translation>
    </message>
    <message>
      <source>Your texts stay on this computer.</source>
      <translation>본문은 이 컴퓨터를 떠나지 않습니다.</translation>
    </message>
    <message>
      <source>Your texts stay on this computer: they go to the program at {0}.</source>
      <translation>본문은 이 컴퓨터를 떠나지 않습니다. {0}의 프로그램으로 갑니다.</translation>
    </message>
    <message>
      <source>all</source>
      <translation>전체</translation>
    </message>
    <message>
      <source>all languages</source>
      <translation>모든 언어</translation>
    </message>
    <message>
      <source>all of it</source>
      <translation>전체</translation>
    </message>
    <message>
      <source>at vendors</source>
      <translation>공급사</translation>
    </message>
    <message>
      <source>free</source>
      <translation>무료</translation>
    </message>
    <message>
      <source>not measured yet</source>
      <translation>아직 측정하지 않음</translation>
    </message>
    <message>
      <source>not told</source>
      <translation>알려지지 않음</translation>
    </message>
    <message>
      <source>on this computer</source>
      <translation>이 컴퓨터</translation>
    </message>
    <message>
      <source>on your servers</source>
      <translation>내 서버</translation>
    </message>
    <message numerus="yes">
      <source>the first %n word piece(s)</source>
      <translation>
        <numerusform>처음 낱말 조각 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>the hub's newest; from the first download on it stays that one</source>
      <translation>허브의 최신 버전. 처음 내려받은 뒤로는 그 버전으로 고정됩니다</translation>
    </message>
    <message>
      <source>the vendor's terms</source>
      <translation>공급사 약관</translation>
    </message>
    <message>
      <source>{0} for 1,000 searches</source>
      <translation>검색 1,000회에 {0}</translation>
    </message>
    <message>
      <source>{0} for a million tokens</source>
      <translation>토큰 100만 개에 {0}</translation>
    </message>
    <message>
      <source>{0} ms</source>
      <translation>{0} ms</translation>
    </message>
    <message>
      <source>{0} passages a second, a query in {1}</source>
      <translation>초당 구절 {0}개, 검색어 하나에 {1}</translation>
    </message>
    <message>
      <source>{0}, by the vendor's list of {1}</source>
      <translation>{0}(공급사의 {1} 가격표 기준)</translation>
    </message>
    <message>
      <source>{0}, {1}</source>
      <translation>{0}  ·  {1}</translation>
    </message>
    <message>
      <source>{0}: not for commercial use</source>
      <translation>{0}: 상업적 이용 불가</translation>
    </message>
  </context>
  <context>
    <name>ModelsDialog</name>
    <message>
      <source>Change models</source>
      <translation>모델 바꾸기</translation>
    </message>
    <message>
      <source>Looking what it costs…</source>
      <translation>얼마나 걸릴지 살펴보는 중…</translation>
    </message>
    <message>
      <source>Meaning</source>
      <translation>의미</translation>
    </message>
    <message>
      <source>Models of {0}</source>
      <translation>{0}의 모델</translation>
    </message>
    <message>
      <source>None: by words alone</source>
      <translation>없음: 낱말로만 찾기</translation>
    </message>
    <message>
      <source>Order of the best</source>
      <translation>상위 결과 순서</translation>
    </message>
    <message>
      <source>Other models can be had on the page “Models”.</source>
      <translation>다른 모델은 ‘모델’ 화면에서 받을 수 있습니다.</translation>
    </message>
    <message>
      <source>What is sent</source>
      <translation>보내는 내용</translation>
    </message>
    <message>
      <source>What it costs</source>
      <translation>필요한 작업</translation>
    </message>
  </context>
  <context>
    <name>ModelsModel</name>
    <message>
      <source>Downloading, {0}</source>
      <translation>내려받는 중, {0}</translation>
    </message>
  </context>
  <context>
    <name>ModelsPage</name>
    <message>
      <source>A model in a folder on this computer…</source>
      <translation>이 컴퓨터의 폴더에 있는 모델…</translation>
    </message>
    <message>
      <source>A model of a server…</source>
      <translation>서버의 모델…</translation>
    </message>
    <message>
      <source>A model of the hub…</source>
      <translation>허브의 모델…</translation>
    </message>
    <message>
      <source>Add a model</source>
      <translation>모델 추가</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>모델</translation>
    </message>
  </context>
  <context>
    <name>NewLibraryDialog</name>
    <message>
      <source>A server keeps a library that is too large for this computer, or that several people search. The passages are sent there.</source>
      <translation>이 컴퓨터에 담기에 너무 크거나 여러 사람이 검색하는 라이브러리는 서버에 둡니다. 구절이 그 서버로 전송됩니다.</translation>
    </message>
    <message>
      <source>Add folders…</source>
      <translation>폴더 추가…</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>주소</translation>
    </message>
    <message>
      <source>Choose folders for the library</source>
      <translation>라이브러리에 넣을 폴더 선택</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>폴더</translation>
    </message>
    <message>
      <source>Make library</source>
      <translation>라이브러리 만들기</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>이름</translation>
    </message>
    <message>
      <source>New library</source>
      <translation>새 라이브러리</translation>
    </message>
    <message>
      <source>On a Milvus server</source>
      <translation>Milvus 서버</translation>
    </message>
    <message>
      <source>On this computer</source>
      <translation>이 컴퓨터</translation>
    </message>
    <message>
      <source>Papers</source>
      <translation>논문</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>제거</translation>
    </message>
    <message>
      <source>Token</source>
      <translation>토큰</translation>
    </message>
    <message>
      <source>Where the index is kept</source>
      <translation>색인 저장 위치</translation>
    </message>
  </context>
  <context>
    <name>NoticeBoard</name>
    <message>
      <source>Enter the key…</source>
      <translation>키 입력…</translation>
    </message>
  </context>
  <context>
    <name>Outfitter</name>
    <message>
      <source>Findling forgets it.</source>
      <translation>Findling이 이 모델을 잊습니다.</translation>
    </message>
    <message>
      <source>Findling forgets it. The folder itself stays as it is.</source>
      <translation>Findling에서 등록만 해제합니다. 폴더 자체는 그대로 남습니다.</translation>
    </message>
    <message>
      <source>Findling forgets the server's address and the model's name.</source>
      <translation>Findling이 서버 주소와 모델 이름을 잊습니다.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>제거</translation>
    </message>
    <message>
      <source>Remove the model “{0}”?</source>
      <translation>모델 ‘{0}’을(를) 제거할까요?</translation>
    </message>
    <message>
      <source>This frees {0}. It can be downloaded again.</source>
      <translation>{0}의 공간이 비워집니다. 나중에 다시 내려받을 수 있습니다.</translation>
    </message>
  </context>
  <context>
    <name>PageView</name>
    <message>
      <source>Pages</source>
      <translation>쪽</translation>
    </message>
  </context>
  <context>
    <name>PassagePane</name>
    <message>
      <source>Opening the document…</source>
      <translation>문서를 여는 중입니다…</translation>
    </message>
    <message>
      <source>The passage that you select is shown here.</source>
      <translation>선택한 구절이 여기에 표시됩니다.</translation>
    </message>
  </context>
  <context>
    <name>Places</name>
    <message>
      <source>Libraries</source>
      <translation>라이브러리</translation>
    </message>
    <message>
      <source>Map</source>
      <translation>지도</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>모델</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>설정</translation>
    </message>
  </context>
  <context>
    <name>ProgramSection</name>
    <message>
      <source>Another program has these keys. Choose others.</source>
      <translation>다른 프로그램이 이 키를 쓰고 있습니다. 다른 키를 고르십시오.</translation>
    </message>
    <message>
      <source>Click the field and press them, with Ctrl, Alt or the like.</source>
      <translation>칸을 누른 다음 Ctrl이나 Alt 등과 함께 키를 누르십시오.</translation>
    </message>
    <message>
      <source>Closing the window keeps it there</source>
      <translation>창을 닫아도 계속 실행</translation>
    </message>
    <message>
      <source>Copy command</source>
      <translation>명령 복사</translation>
    </message>
    <message>
      <source>Icon beside the clock</source>
      <translation>시계 옆 아이콘</translation>
    </message>
    <message>
      <source>In the background: files are kept findable.</source>
      <translation>배경에서 실행되어 파일을 늘 검색할 수 있게 합니다.</translation>
    </message>
    <message>
      <source>Keys that bring the window from anywhere</source>
      <translation>어디서나 창을 여는 키</translation>
    </message>
    <message>
      <source>Opens the window, pauses indexing, quits.</source>
      <translation>창을 열고, 색인을 멈추고, 프로그램을 끝냅니다.</translation>
    </message>
    <message>
      <source>Passages of your files show where GNOME or KDE search, to whoever looks on, too. Libraries with a vendor's model are left out.</source>
      <translation>GNOME이나 KDE의 검색에 내 파일의 구절이 나타나며, 옆에서 보는 사람에게도 보입니다. 외부 업체의 모델을 쓰는 라이브러리는 제외됩니다.</translation>
    </message>
    <message>
      <source>Program</source>
      <translation>프로그램</translation>
    </message>
    <message>
      <source>Results in the desktop's own search</source>
      <translation>데스크톱 자체 검색에 결과 표시</translation>
    </message>
    <message>
      <source>Start at login</source>
      <translation>로그인할 때 시작</translation>
    </message>
    <message>
      <source>This comes with Findling's package for your system.</source>
      <translation>이 기능은 시스템용 Findling 패키지에 들어 있습니다.</translation>
    </message>
    <message>
      <source>This desktop gives programs no keys. Have its keyboard settings run: {0}</source>
      <translation>이 데스크톱은 프로그램에 단축키를 주지 않습니다. 키보드 설정에서 다음 명령을 실행하게 하십시오: {0}</translation>
    </message>
    <message>
      <source>This desktop has no place for it.</source>
      <translation>이 데스크톱에는 아이콘을 둘 곳이 없습니다.</translation>
    </message>
    <message>
      <source>This is not possible on this system.</source>
      <translation>이 시스템에서는 쓸 수 없습니다.</translation>
    </message>
  </context>
  <context>
    <name>Progress</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>파일 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) wait to be indexed</source>
      <translation>
        <numerusform>색인을 기다리는 파일 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>구절 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Indexing {0} of %n file(s)</source>
      <translation>
        <numerusform>파일 %Ln개 중 {0}개 색인함</numerusform>
      </translation>
    </message>
    <message>
      <source>Looking through the folders…</source>
      <translation>폴더를 살펴보는 중…</translation>
    </message>
    <message>
      <source>Making vectors with the new model</source>
      <translation>새 모델로 벡터를 만드는 중</translation>
    </message>
    <message>
      <source>Opening the index…</source>
      <translation>색인을 여는 중…</translation>
    </message>
    <message>
      <source>Paused: {0}</source>
      <translation>일시 중지됨: {0}</translation>
    </message>
    <message numerus="yes">
      <source>Up to date  ·  %n file(s)</source>
      <translation>
        <numerusform>최신 상태  ·  파일 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0} of %n file(s)</source>
      <translation>
        <numerusform>파일 %Ln개 중 {0}개</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ProgressStrip</name>
    <message numerus="yes">
      <source>%n file(s) not readable</source>
      <translation>
        <numerusform>읽지 못한 파일 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Go on with indexing</source>
      <translation>색인 계속하기</translation>
    </message>
    <message>
      <source>Indexing</source>
      <translation>색인</translation>
    </message>
    <message>
      <source>Pause indexing</source>
      <translation>색인 일시 중지</translation>
    </message>
    <message>
      <source>State of the index</source>
      <translation>색인 상태</translation>
    </message>
  </context>
  <context>
    <name>Rail</name>
    <message>
      <source>Places</source>
      <translation>화면</translation>
    </message>
  </context>
  <context>
    <name>Recall</name>
    <message>
      <source>Name of the search</source>
      <translation>검색 이름</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>저장</translation>
    </message>
    <message>
      <source>Save search</source>
      <translation>검색 저장</translation>
    </message>
  </context>
  <context>
    <name>Remarks</name>
    <message numerus="yes">
      <source>%n weaker match(es).</source>
      <translation>
        <numerusform>유사도가 낮은 결과 %Ln개.</numerusform>
      </translation>
    </message>
    <message>
      <source>Download and use</source>
      <translation>받아서 사용</translation>
    </message>
    <message>
      <source>Download “{0}” ({1})?</source>
      <translation>“{0}”({1})을(를) 내려받을까요?</translation>
    </message>
    <message>
      <source>Get a model that knows {0} ({1})</source>
      <translation>{0}를 아는 모델 받기({1})</translation>
    </message>
    <message>
      <source>Not now</source>
      <translation>나중에</translation>
    </message>
    <message>
      <source>Nothing has “{0}”. Did you mean this?</source>
      <translation>“{0}”이(가) 있는 곳이 없습니다. 혹시 이것인가요?</translation>
    </message>
    <message>
      <source>Nothing has “{0}”. “{1}” was searched for instead.</source>
      <translation>“{0}”이(가) 있는 곳이 없어 “{1}”(으)로 대신 찾았습니다.</translation>
    </message>
    <message>
      <source>Nothing here clearly answers this.</source>
      <translation>여기에는 딱 맞는 답이 보이지 않습니다.</translation>
    </message>
    <message>
      <source>Nothing here is much like it.</source>
      <translation>여기에는 크게 비슷한 내용이 없습니다.</translation>
    </message>
    <message numerus="yes">
      <source>The %n closest passage(s) are below.</source>
      <translation>
        <numerusform>가장 가까운 구절 %Ln개를 아래에 보여 드립니다.</numerusform>
      </translation>
    </message>
    <message>
      <source>Then “{0}” uses it: its passages are made findable anew in the background, and are found as now until that is done.</source>
      <translation>그다음 “{0}”에서 이 모델을 사용합니다. 구절은 백그라운드에서 새로 색인되며, 끝날 때까지는 지금처럼 찾을 수 있습니다.</translation>
    </message>
    <message>
      <source>These documents are in {0}, which the model {1} does not know: they are found by their words alone.</source>
      <translation>이 문서들은 {0}인데, 모델 {1}이(가) 이 언어를 모릅니다. 그래서 단어로만 찾습니다.</translation>
    </message>
    <message>
      <source>Use a model that knows {0}</source>
      <translation>{0}를 아는 모델 쓰기</translation>
    </message>
    <message>
      <source>Your question is in {0}, which the model {1} does not know: it is answered by its words alone.</source>
      <translation>질문은 {0}인데, 모델 {1}이(가) 이 언어를 모릅니다. 그래서 단어로만 찾습니다.</translation>
    </message>
    <message>
      <source>in use</source>
      <translation>(사용 중)</translation>
    </message>
    <message>
      <source>“{0}”</source>
      <translation>“{0}”</translation>
    </message>
  </context>
  <context>
    <name>Removing</name>
    <message>
      <source>Copy</source>
      <translation>복사</translation>
    </message>
    <message numerus="yes">
      <source>Its index with %n passage(s) is deleted, also on the Milvus server {0}. Where that is away, the library is removed all the same, and you are told what stays there. The files themselves stay as they are.</source>
      <translation>
        <numerusform>구절 %Ln개가 든 색인을 Milvus 서버 {0}에서도 삭제합니다. 서버에 연결할 수 없어도 라이브러리는 제거되며, 서버에 남는 것을 알려 드립니다. 파일 자체는 그대로 남습니다.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Its index with %n passage(s) is deleted. The files themselves stay as they are.</source>
      <translation>
        <numerusform>구절 %Ln개가 든 색인을 삭제합니다. 파일 자체는 그대로 남습니다.</numerusform>
      </translation>
    </message>
    <message>
      <source>Its passages leave the index. The files themselves stay as they are.</source>
      <translation>이 폴더의 구절이 색인에서 빠집니다. 파일 자체는 그대로 남습니다.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>제거</translation>
    </message>
    <message>
      <source>Remove the library “{0}”?</source>
      <translation>라이브러리 ‘{0}’을(를) 제거할까요?</translation>
    </message>
    <message>
      <source>Take “{0}” out of the library “{1}”?</source>
      <translation>‘{0}’을(를) 라이브러리 ‘{1}’에서 뺄까요?</translation>
    </message>
    <message>
      <source>Whoever looks after that server can delete the rows with {0} in the collections called {1}…</source>
      <translation>서버 관리자는 이름이 {1}(으)로 시작하는 컬렉션에서 {0} 조건에 맞는 행을 삭제할 수 있습니다.</translation>
    </message>
    <message>
      <source>“{0}” is removed, but not what the Milvus server {1} has of it.</source>
      <translation>‘{0}’을(를) 제거했지만, Milvus 서버 {1}에 있는 데이터는 그대로 남아 있습니다.</translation>
    </message>
  </context>
  <context>
    <name>RenameDialog</name>
    <message>
      <source>Name</source>
      <translation>이름</translation>
    </message>
    <message>
      <source>Rename library</source>
      <translation>라이브러리 이름 바꾸기</translation>
    </message>
  </context>
  <context>
    <name>Results</name>
    <message numerus="yes">
      <source>%n copy(s)</source>
      <translation>
        <numerusform>사본 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more passage(s) in this file</source>
      <translation>
        <numerusform>이 파일의 구절 %Ln개 더 보기</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n weaker match(es)</source>
      <translation>
        <numerusform>유사도가 낮은 결과 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Copy: {0}</source>
      <translation>사본: {0}</translation>
    </message>
    <message>
      <source>Line {0}</source>
      <translation>{0}행</translation>
    </message>
    <message>
      <source>Page {0}</source>
      <translation>{0}쪽</translation>
    </message>
    <message numerus="yes">
      <source>Show %n more</source>
      <translation>
        <numerusform>%Ln개 더 보기</numerusform>
      </translation>
    </message>
    <message>
      <source>Show more results</source>
      <translation>결과 더 보기</translation>
    </message>
    <message>
      <source>Weaker matches</source>
      <translation>유사도가 낮은 결과</translation>
    </message>
    <message>
      <source>a few words differ</source>
      <translation>몇 단어만 다름</translation>
    </message>
    <message>
      <source>another version</source>
      <translation>다른 버전</translation>
    </message>
    <message>
      <source>in this file</source>
      <translation>이 파일 안</translation>
    </message>
    <message>
      <source>not connected</source>
      <translation>연결 안 됨</translation>
    </message>
    <message>
      <source>the same text</source>
      <translation>같은 내용</translation>
    </message>
    <message>
      <source>{0}, folded away; Right shows them</source>
      <translation>{0}, 접혀 있음. 오른쪽 화살표로 펼칩니다</translation>
    </message>
    <message>
      <source>{0}, shown; Left folds them away</source>
      <translation>{0}, 펼쳐짐. 왼쪽 화살표로 접습니다</translation>
    </message>
  </context>
  <context>
    <name>ResultsPane</name>
    <message>
      <source>Describe it in your own words, or type words that stand in it. Passages are found by meaning and by word.</source>
      <translation>찾는 내용을 평소 말투로 적거나 본문에 나오는 낱말을 입력하십시오. 의미와 낱말로 구절을 찾습니다.</translation>
    </message>
    <message>
      <source>Nothing found</source>
      <translation>결과 없음</translation>
    </message>
    <message>
      <source>Nothing found for “{0}”</source>
      <translation>‘{0}’에 대한 결과가 없습니다</translation>
    </message>
    <message>
      <source>Nothing found yet for “{0}”</source>
      <translation>아직 ‘{0}’에 대한 결과가 없습니다</translation>
    </message>
    <message>
      <source>Search whenever you like: files become findable one by one while they are read.</source>
      <translation>언제든 검색하십시오. 파일을 읽는 동안 하나씩 검색됩니다.</translation>
    </message>
    <message>
      <source>What are you looking for?</source>
      <translation>무엇을 찾으십니까?</translation>
    </message>
  </context>
  <context>
    <name>ResultsView</name>
    <message>
      <source>Results</source>
      <translation>결과</translation>
    </message>
  </context>
  <context>
    <name>RulesDialog</name>
    <message>
      <source> MB</source>
      <translation> MB</translation>
    </message>
    <message>
      <source>Files of {0}</source>
      <translation>{0}의 파일</translation>
    </message>
    <message>
      <source>Largest file</source>
      <translation>파일 최대 크기</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>제외할 파일</translation>
    </message>
    <message>
      <source>Only these</source>
      <translation>포함할 파일만</translation>
    </message>
    <message>
      <source>Patterns as in .gitignore, one a line. Hidden files, caches, installed and built code are left out anyway; a file called .findlingignore in any folder can hold rules for it. What falls out leaves the index; your files stay.</source>
      <translation>.gitignore와 같은 형식으로 한 줄에 하나씩 적습니다. 숨긴 파일, 캐시, 설치되거나 빌드된 코드는 언제나 제외됩니다. 폴더마다 .findlingignore 파일로 규칙을 둘 수 있습니다. 제외된 파일은 색인에서 빠질 뿐 파일 자체는 그대로 남습니다.</translation>
    </message>
    <message>
      <source>no limit</source>
      <translation>제한 없음</translation>
    </message>
  </context>
  <context>
    <name>SearchHelp</name>
    <message>
      <source>"notice period"</source>
      <translation>"해지 통보 기간"</translation>
    </message>
    <message>
      <source>A question, or any words: found by meaning and by word.</source>
      <translation>질문이나 아무 단어나: 뜻으로도, 단어로도 찾습니다.</translation>
    </message>
    <message>
      <source>At most five words apart, in either order. NEAR is in capitals.</source>
      <translation>순서에 상관없이 다섯 단어 안에 있는 곳. NEAR는 대문자로 씁니다.</translation>
    </message>
    <message>
      <source>Exactly these words, one after the other.</source>
      <translation>바로 이 단어들이 이어서 나오는 곳.</translation>
    </message>
    <message>
      <source>Filters by kind, folder (in:), date, size or language. The button “Filter” offers them, and so does typing.</source>
      <translation>종류, 폴더(폴더:), 날짜, 크기, 언어로 거르기. “필터” 단추나 입력 중의 제안에서 고를 수 있습니다.</translation>
    </message>
    <message>
      <source>How to search</source>
      <translation>검색 방법</translation>
    </message>
    <message>
      <source>Not where this word stands. It goes with phrases, beginnings and filters, too.</source>
      <translation>이 단어가 있는 곳은 뺍니다. 구절, 앞부분, 필터에도 쓸 수 있습니다.</translation>
    </message>
    <message>
      <source>Numbers, names and codes as they are written: § 12a, foo_bar, anna@example.org.</source>
      <translation>숫자, 이름, 코드를 적힌 그대로: § 12a, foo_bar, anna@example.org.</translation>
    </message>
    <message>
      <source>Press an example to try it.</source>
      <translation>예를 누르면 바로 찾아봅니다.</translation>
    </message>
    <message>
      <source>Words that begin so. *ation stands for an ending, wom?n for any letter.</source>
      <translation>이렇게 시작하는 단어. *계약은 끝부분, 보?험의 ?는 아무 글자 하나입니다.</translation>
    </message>
    <message>
      <source>contract -draft</source>
      <translation>계약 -초안</translation>
    </message>
    <message>
      <source>how long to keep tax papers</source>
      <translation>세금 서류는 얼마나 보관해야 하나</translation>
    </message>
    <message>
      <source>insur*</source>
      <translation>보험*</translation>
    </message>
    <message>
      <source>invoice type:pdf after:2024</source>
      <translation>송장 종류:pdf 이후:2024</translation>
    </message>
    <message>
      <source>tax NEAR/5 refund</source>
      <translation>세금 NEAR/5 환급</translation>
    </message>
  </context>
  <context>
    <name>SearchPane</name>
    <message>
      <source>Clear</source>
      <translation>지우기</translation>
    </message>
    <message>
      <source>Copy link to this search</source>
      <translation>이 검색의 링크 복사</translation>
    </message>
    <message>
      <source>Remove from saved searches</source>
      <translation>저장한 검색에서 제거</translation>
    </message>
    <message>
      <source>Save search</source>
      <translation>검색 저장</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>검색</translation>
    </message>
    <message>
      <source>Search your files by meaning or by word</source>
      <translation>의미나 낱말로 내 파일 검색</translation>
    </message>
    <message>
      <source>Show better order</source>
      <translation>더 나은 순서로 보기</translation>
    </message>
    <message>
      <source>Summary</source>
      <translation>요약</translation>
    </message>
    <message>
      <source>The order was refined; the list waited for you</source>
      <translation>순서가 다듬어졌습니다. 보고 계신 목록은 그대로 두었습니다</translation>
    </message>
  </context>
  <context>
    <name>SearchSection</name>
    <message>
      <source>A double click</source>
      <translation>두 번 누르기</translation>
    </message>
    <message>
      <source>A result is opened by</source>
      <translation>결과를 여는 방법</translation>
    </message>
    <message>
      <source>A single click</source>
      <translation>한 번 누르기</translation>
    </message>
    <message>
      <source>Clear history</source>
      <translation>기록 지우기</translation>
    </message>
    <message>
      <source>Enter opens the selected one as well.</source>
      <translation>Enter 키로도 선택한 결과를 엽니다.</translation>
    </message>
    <message>
      <source>Offered again while you type. Saved searches are kept in any case.</source>
      <translation>입력하는 동안 다시 제안합니다. 저장한 검색은 항상 남습니다.</translation>
    </message>
    <message>
      <source>Past searches</source>
      <translation>지난 검색</translation>
    </message>
    <message>
      <source>Prepare searches while idle</source>
      <translation>쉬는 동안 검색 준비</translation>
    </message>
    <message>
      <source>Remember searches</source>
      <translation>검색 기억하기</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>검색</translation>
    </message>
    <message>
      <source>They stay on this computer.</source>
      <translation>이 컴퓨터에만 남습니다.</translation>
    </message>
    <message>
      <source>While the computer rests, passages are read ahead that are likely to be asked for: the best order of results is there sooner.</source>
      <translation>컴퓨터가 쉬는 동안 찾을 만한 구절을 미리 읽어 둡니다. 가장 좋은 순서의 결과가 더 빨리 나옵니다.</translation>
    </message>
    <message>
      <source>{0} of {1} are ready.</source>
      <translation>{1}개 가운데 {0}개가 준비되었습니다.</translation>
    </message>
  </context>
  <context>
    <name>Searching</name>
    <message>
      <source>Similar to “{0}”</source>
      <translation>‘{0}’와(과) 비슷한 것</translation>
    </message>
    <message>
      <source>Similar to “{0}…”</source>
      <translation>‘{0}…’와(과) 비슷한 것</translation>
    </message>
    <message>
      <source>There is no library “{0}”: all libraries are searched.</source>
      <translation>“{0}” 라이브러리가 없어 모든 라이브러리를 검색합니다.</translation>
    </message>
  </context>
  <context>
    <name>SelectionBar</name>
    <message numerus="yes">
      <source>%n document(s) selected</source>
      <translation>
        <numerusform>문서 %Ln개 선택됨</numerusform>
      </translation>
    </message>
    <message>
      <source>A search can be confined to 10,000 documents at most.</source>
      <translation>검색 범위는 최대 문서 10,000개까지 좁힐 수 있습니다.</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>지우기</translation>
    </message>
    <message>
      <source>Click a document or a group's name.</source>
      <translation>문서나 무리의 이름을 누르십시오.</translation>
    </message>
    <message>
      <source>Drag to move, Shift and drag to select, the wheel to come nearer.</source>
      <translation>끌면 움직이고, Shift를 누른 채 끌면 선택하고, 휠로 확대합니다.</translation>
    </message>
    <message>
      <source>Find similar</source>
      <translation>비슷한 구절 찾기</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>열기</translation>
    </message>
    <message numerus="yes">
      <source>Search in these %n document(s)</source>
      <translation>
        <numerusform>이 문서 %Ln개에서 검색</numerusform>
      </translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>폴더에서 보기</translation>
    </message>
  </context>
  <context>
    <name>ServerDialog</name>
    <message>
      <source>A library that uses it sends its passages and searches to {0}.</source>
      <translation>이 모델을 쓰는 라이브러리는 구절과 검색어를 {0}(으)로 보냅니다.</translation>
    </message>
    <message>
      <source>A model of a server</source>
      <translation>서버의 모델</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>주소</translation>
    </message>
    <message>
      <source>An address begins with http:// or https://, as in {0}.</source>
      <translation>주소는 {0}처럼 http:// 또는 https://로 시작합니다.</translation>
    </message>
    <message>
      <source>Keep it in a file that only you can read</source>
      <translation>본인만 읽을 수 있는 파일에 보관</translation>
    </message>
    <message>
      <source>Keep it in the keyring; until Findling ends if there is none</source>
      <translation>키링에 보관, 키링이 없으면 Findling을 끝낼 때까지 보관</translation>
    </message>
    <message>
      <source>Keep it until Findling ends</source>
      <translation>Findling을 끝낼 때까지 보관</translation>
    </message>
    <message>
      <source>Key, if the server asks for one</source>
      <translation>키(서버가 요구하는 경우)</translation>
    </message>
    <message>
      <source>More</source>
      <translation>더 보기</translation>
    </message>
    <message>
      <source>Ollama, LM Studio, vLLM, TEI and others serve models in the manner of OpenAI. One short text of our own is sent there first, to see what comes back.</source>
      <translation>Ollama, LM Studio, vLLM, TEI 등은 OpenAI와 같은 방식으로 모델을 제공합니다. 먼저 Findling의 짧은 문장 하나를 보내 응답을 확인합니다.</translation>
    </message>
    <message>
      <source>Put before each passage</source>
      <translation>구절 앞에 붙일 말</translation>
    </message>
    <message>
      <source>Put before each search</source>
      <translation>검색어 앞에 붙일 말</translation>
    </message>
    <message>
      <source>Some models were trained with a few words before each text; the model's own page tells which. Leave both empty otherwise.</source>
      <translation>본문 앞에 몇 마디를 붙여 학습한 모델이 있습니다. 모델의 안내 페이지에 나와 있으며, 그렇지 않으면 둘 다 비워 두세요.</translation>
    </message>
    <message>
      <source>That is this computer: your texts stay here.</source>
      <translation>이 컴퓨터의 주소입니다. 본문은 이 컴퓨터를 떠나지 않습니다.</translation>
    </message>
    <message>
      <source>The model's name there</source>
      <translation>서버에서의 모델 이름</translation>
    </message>
    <message>
      <source>Try and add</source>
      <translation>확인하고 추가</translation>
    </message>
    <message>
      <source>Trying…</source>
      <translation>확인하는 중…</translation>
    </message>
    <message>
      <source>What became of it</source>
      <translation>결과</translation>
    </message>
    <message>
      <source>Where the key is kept</source>
      <translation>키를 보관할 곳</translation>
    </message>
    <message>
      <source>Where your texts go</source>
      <translation>본문이 가는 곳</translation>
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <source>Settings</source>
      <translation>설정</translation>
    </message>
  </context>
  <context>
    <name>Settling</name>
    <message>
      <source>Forgotten.</source>
      <translation>지웠습니다.</translation>
    </message>
  </context>
  <context>
    <name>Sieve</name>
    <message>
      <source>All models</source>
      <translation>모든 모델</translation>
    </message>
    <message>
      <source>Can be downloaded</source>
      <translation>내려받을 수 있음</translation>
    </message>
    <message>
      <source>Filter the models</source>
      <translation>모델 거르기</translation>
    </message>
    <message>
      <source>Filter: name, vendor, language</source>
      <translation>이름, 공급사, 언어로 거르기</translation>
    </message>
    <message>
      <source>No model fits these words.</source>
      <translation>이 말에 맞는 모델이 없습니다.</translation>
    </message>
    <message>
      <source>On this computer</source>
      <translation>이 컴퓨터에 있음</translation>
    </message>
    <message>
      <source>Texts stay on this computer</source>
      <translation>텍스트가 이 컴퓨터를 떠나지 않음</translation>
    </message>
    <message>
      <source>Vendors and servers</source>
      <translation>공급사와 서버</translation>
    </message>
    <message>
      <source>Which models</source>
      <translation>표시할 모델</translation>
    </message>
  </context>
  <context>
    <name>Statistics</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>파일 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n other language(s)</source>
      <translation>
        <numerusform>그 밖의 언어 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n other type(s)</source>
      <translation>
        <numerusform>그 밖의 형식 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>구절 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>&lt; {0}</source>
      <translation>&lt; {0}</translation>
    </message>
    <message>
      <source>MMM d</source>
      <comment>a day, as Qt writes dates</comment>
      <translation>M월 d일</translation>
    </message>
    <message>
      <source>MMMM yyyy</source>
      <comment>a month, as Qt writes dates</comment>
      <translation>yyyy년 M월</translation>
    </message>
    <message>
      <source>Quarter {0} of {1}</source>
      <translation>{1}년 {0}분기</translation>
    </message>
    <message>
      <source>Week from {0}</source>
      <translation>{0}부터 한 주</translation>
    </message>
    <message>
      <source>without ending</source>
      <translation>확장자 없음</translation>
    </message>
  </context>
  <context>
    <name>StatisticsPane</name>
    <message>
      <source>Files</source>
      <translation>파일</translation>
    </message>
    <message>
      <source>Files by type</source>
      <translation>형식별 파일</translation>
    </message>
    <message>
      <source>Nothing is indexed yet.</source>
      <translation>아직 색인한 것이 없습니다.</translation>
    </message>
    <message>
      <source>Passages</source>
      <translation>구절</translation>
    </message>
    <message>
      <source>Passages by language</source>
      <translation>언어별 구절</translation>
    </message>
    <message>
      <source>Passages by the time of the last change</source>
      <translation>마지막 수정 시기별 구절</translation>
    </message>
    <message>
      <source>Size of the files</source>
      <translation>파일 크기</translation>
    </message>
    <message>
      <source>Size of the index</source>
      <translation>색인 크기</translation>
    </message>
  </context>
  <context>
    <name>Summary</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>파일 %Ln개</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>구절 %Ln개</numerusform>
      </translation>
    </message>
    <message>
      <source>Weaker matches only</source>
      <translation>유사도가 낮은 결과만 있음</translation>
    </message>
    <message>
      <source>refining the order…</source>
      <translation>순서를 다듬는 중…</translation>
    </message>
    <message>
      <source>{0} in {1}</source>
      <translation>{1}에서 {0}</translation>
    </message>
    <message>
      <source>{0}, {1} weaker</source>
      <translation>{0}, 유사도 낮음 {1}개</translation>
    </message>
  </context>
  <context>
    <name>TextView</name>
    <message>
      <source>Document</source>
      <translation>문서</translation>
    </message>
  </context>
  <context>
    <name>Tongues</name>
    <message>
      <source>not known</source>
      <translation>알 수 없음</translation>
    </message>
  </context>
  <context>
    <name>Tray</name>
    <message>
      <source>Files are kept findable. Click this icon to search; Settings change it.</source>
      <translation>파일을 늘 검색할 수 있게 유지합니다. 검색하려면 이 아이콘을 누르십시오. 설정에서 바꿀 수 있습니다.</translation>
    </message>
    <message>
      <source>Findling is still here</source>
      <translation>Findling이 계속 실행 중입니다</translation>
    </message>
    <message>
      <source>Go on with indexing</source>
      <translation>색인 계속하기</translation>
    </message>
    <message>
      <source>Indexing is paused</source>
      <translation>색인 일시 중지됨</translation>
    </message>
    <message>
      <source>Indexing…</source>
      <translation>색인 중…</translation>
    </message>
    <message>
      <source>Open Findling</source>
      <translation>Findling 열기</translation>
    </message>
    <message>
      <source>Pause indexing</source>
      <translation>색인 일시 중지</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>끝내기</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>검색</translation>
    </message>
    <message>
      <source>Up to date</source>
      <translation>최신 상태</translation>
    </message>
  </context>
  <context>
    <name>UsesCard</name>
    <message>
      <source>Keep the old model</source>
      <translation>이전 모델 유지</translation>
    </message>
    <message>
      <source>Keep the old model of {0}</source>
      <translation>{0}의 이전 모델 유지</translation>
    </message>
    <message>
      <source>Libraries</source>
      <translation>라이브러리</translation>
    </message>
    <message>
      <source>Use here…</source>
      <translation>여기에 사용…</translation>
    </message>
    <message>
      <source>Use {0} for {1}</source>
      <translation>{1}에 {0} 사용</translation>
    </message>
    <message>
      <source>is getting it</source>
      <translation>이 모델로 바꾸는 중</translation>
    </message>
    <message>
      <source>is getting it, {0}</source>
      <translation>이 모델로 바꾸는 중, {0}</translation>
    </message>
    <message>
      <source>uses another one</source>
      <translation>다른 모델 사용 중</translation>
    </message>
    <message>
      <source>uses it</source>
      <translation>사용 중</translation>
    </message>
  </context>
  <context>
    <name>Waiting</name>
    <message>
      <source>Another library's map is being made first.</source>
      <translation>다른 라이브러리의 지도를 먼저 만드는 중입니다.</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>취소</translation>
    </message>
    <message>
      <source>Go to the libraries</source>
      <translation>라이브러리로 가기</translation>
    </message>
    <message>
      <source>Make the map</source>
      <translation>지도 만들기</translation>
    </message>
    <message>
      <source>Making the map</source>
      <translation>지도를 만드는 중</translation>
    </message>
    <message>
      <source>Naming the groups.</source>
      <translation>무리에 이름을 붙입니다.</translation>
    </message>
    <message>
      <source>Placing documents near those that are alike.</source>
      <translation>비슷한 문서끼리 가까이 놓습니다.</translation>
    </message>
    <message>
      <source>Reading what the documents are about.</source>
      <translation>문서의 내용을 읽습니다.</translation>
    </message>
    <message>
      <source>The map shows documents once they are indexed, near each other where they are about the same things.</source>
      <translation>색인된 문서를 지도에 보여 줍니다. 내용이 비슷한 문서는 가까이 놓입니다.</translation>
    </message>
    <message>
      <source>There is nothing to draw yet.</source>
      <translation>아직 그릴 것이 없습니다.</translation>
    </message>
  </context>
  <context>
    <name>WelcomePage</name>
    <message>
      <source>A folder dropped anywhere on this window is added as well.</source>
      <translation>이 창 어디에나 폴더를 끌어다 놓아도 추가됩니다.</translation>
    </message>
    <message>
      <source>Choose a folder, or drop one anywhere on this window.</source>
      <translation>폴더를 선택하거나 이 창 어디에나 끌어다 놓으십시오.</translation>
    </message>
    <message>
      <source>Choose another folder…</source>
      <translation>다른 폴더 선택…</translation>
    </message>
    <message>
      <source>Describe what you look for in your own words: Findling finds it by meaning and by word. Where are your documents?</source>
      <translation>찾는 내용을 평소 말투로 적으면 Findling이 의미와 낱말로 찾아냅니다. 문서가 어디에 있습니까?</translation>
    </message>
    <message>
      <source>Desktop</source>
      <translation>바탕 화면</translation>
    </message>
    <message>
      <source>Documents</source>
      <translation>문서</translation>
    </message>
    <message>
      <source>Downloads</source>
      <translation>다운로드</translation>
    </message>
    <message>
      <source>Find passages in your own files</source>
      <translation>내 파일에서 구절 찾기</translation>
    </message>
    <message>
      <source>Obsidian: {0}</source>
      <translation>Obsidian: {0}</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>시작</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>시작하는 중…</translation>
    </message>
    <message>
      <source>The language model is already here: there is nothing to download, and nothing leaves this computer. You can search while the files are being read.</source>
      <translation>언어 모델이 이미 들어 있습니다. 내려받을 것이 없고 아무것도 이 컴퓨터를 떠나지 않습니다. 파일을 읽는 동안에도 검색할 수 있습니다.</translation>
    </message>
    <message>
      <source>Zotero: articles</source>
      <translation>Zotero: 논문</translation>
    </message>
    <message>
      <source>iCloud Drive</source>
      <translation>iCloud Drive</translation>
    </message>
  </context>
  <context>
    <name>Welcoming</name>
    <message>
      <source>Choose a folder to search in</source>
      <translation>검색할 폴더 선택</translation>
    </message>
  </context>
  <context>
    <name>WhyPanel</name>
    <message>
      <source>BM25: rare words count more, and so do words that stand there often</source>
      <translation>BM25: 드문 낱말일수록, 그리고 구절에 자주 나올수록 더 크게 셉니다</translation>
    </message>
    <message>
      <source>How near the careful model sees them</source>
      <translation>정밀 모델이 본 가까운 정도</translation>
    </message>
    <message>
      <source>How near the quick model sees question and passage</source>
      <translation>빠른 모델이 본 질문과 구절의 가까운 정도</translation>
    </message>
    <message>
      <source>It is listed for its file: nothing was compared with a question.</source>
      <translation>파일 조건에 맞아 나열되었습니다. 질문과 비교하지 않았습니다.</translation>
    </message>
    <message>
      <source>Meaning</source>
      <translation>의미</translation>
    </message>
    <message>
      <source>Meaning by {0}</source>
      <translation>의미 모델: {0}</translation>
    </message>
    <message>
      <source>Meaning by {0}, reranked by {1}</source>
      <translation>의미 모델: {0}, 순위 조정: {1}</translation>
    </message>
    <message>
      <source>Reranked by {0}</source>
      <translation>순위 조정: {0}</translation>
    </message>
    <message>
      <source>Reranker</source>
      <translation>순위 조정</translation>
    </message>
    <message>
      <source>Similarity</source>
      <translation>유사도</translation>
    </message>
    <message>
      <source>Similarity {0}</source>
      <translation>유사도 {0}</translation>
    </message>
    <message>
      <source>Why this?</source>
      <translation>찾은 이유</translation>
    </message>
    <message>
      <source>Words</source>
      <translation>낱말</translation>
    </message>
    <message>
      <source>Words that matched</source>
      <translation>일치한 낱말</translation>
    </message>
    <message>
      <source>none in common</source>
      <translation>공통된 낱말 없음</translation>
    </message>
    <message>
      <source>{0} in all</source>
      <translation>합계 {0}</translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message>
      <source>A folder cannot be looked into at present.</source>
      <translation>지금은 들여다볼 수 없는 폴더가 있습니다.</translation>
    </message>
    <message>
      <source>A language model is damaged.</source>
      <translation>언어 모델이 손상되었습니다.</translation>
    </message>
    <message>
      <source>A language model is missing.</source>
      <translation>언어 모델이 없습니다.</translation>
    </message>
    <message>
      <source>A language model stopped working.</source>
      <translation>언어 모델이 작동을 멈췄습니다.</translation>
    </message>
    <message>
      <source>A library is still being loaded.</source>
      <translation>라이브러리를 아직 불러오는 중입니다.</translation>
    </message>
    <message>
      <source>A library uses the model.</source>
      <translation>라이브러리에서 이 모델을 쓰고 있습니다.</translation>
    </message>
    <message>
      <source>A newer Findling is running.</source>
      <translation>더 새로운 Findling이 실행 중입니다.</translation>
    </message>
    <message>
      <source>A part of Findling stopped at this and was ended.</source>
      <translation>Findling의 일부가 이 작업에서 멈추어 종료되었습니다.</translation>
    </message>
    <message>
      <source>A part of the index was damaged and has been mended.</source>
      <translation>색인의 일부가 손상되어 복구했습니다.</translation>
    </message>
    <message>
      <source>A quotation mark is not closed.</source>
      <translation>따옴표가 닫히지 않았습니다.</translation>
    </message>
    <message>
      <source>All other files went on.</source>
      <translation>다른 파일은 모두 계속 처리했습니다.</translation>
    </message>
    <message>
      <source>An older Findling is running.</source>
      <translation>이전 버전의 Findling이 실행 중입니다.</translation>
    </message>
    <message>
      <source>Another library has this name. Choose another one.</source>
      <translation>같은 이름의 라이브러리가 있습니다. 다른 이름을 고르십시오.</translation>
    </message>
    <message>
      <source>Another program has this index open; close it and try again.</source>
      <translation>다른 프로그램이 이 색인을 열고 있습니다. 닫고 다시 시도하세요.</translation>
    </message>
    <message>
      <source>Another program holds the file.</source>
      <translation>다른 프로그램이 파일을 쓰고 있습니다.</translation>
    </message>
    <message>
      <source>Another program holds the index.</source>
      <translation>다른 프로그램이 색인을 쓰고 있습니다.</translation>
    </message>
    <message>
      <source>Bring its folder back or add it again, download it, or choose another model.</source>
      <translation>모델 폴더를 되돌려 놓거나 다시 추가하거나, 모델을 내려받거나 다른 모델을 선택하세요.</translation>
    </message>
    <message>
      <source>Called off.</source>
      <translation>취소했습니다.</translation>
    </message>
    <message>
      <source>Changes in here are not told by the system: Findling looks now and then.</source>
      <translation>시스템이 이곳의 변경을 알려 주지 않아 Findling이 이따금 살펴봅니다.</translation>
    </message>
    <message>
      <source>Changes made while Findling was not running are still being looked for.</source>
      <translation>Findling이 실행되지 않은 동안 바뀐 내용을 아직 찾고 있습니다.</translation>
    </message>
    <message>
      <source>Check the address and that the Milvus server is running.</source>
      <translation>주소가 맞는지, Milvus 서버가 실행 중인지 확인하십시오.</translation>
    </message>
    <message>
      <source>Check the drive that it lies on.</source>
      <translation>파일이 있는 드라이브를 확인하세요.</translation>
    </message>
    <message>
      <source>Check the spelling, and that the drive is connected.</source>
      <translation>철자와 드라이브 연결을 확인하세요.</translation>
    </message>
    <message>
      <source>Check the token and the rights that it has at the Milvus server.</source>
      <translation>토큰과 Milvus 서버에서의 권한을 확인하세요.</translation>
    </message>
    <message>
      <source>Choose a folder of Model2Vec, sentence-transformers or a cross-encoder, or one with model.onnx and tokenizer.json.</source>
      <translation>Model2Vec, sentence-transformers, cross-encoder 모델의 폴더나 model.onnx와 tokenizer.json이 든 폴더를 고르십시오.</translation>
    </message>
    <message>
      <source>Choose another model.</source>
      <translation>다른 모델을 선택하세요.</translation>
    </message>
    <message>
      <source>Choose another name.</source>
      <translation>다른 이름을 선택하세요.</translation>
    </message>
    <message>
      <source>Choose another place for the key.</source>
      <translation>키를 보관할 다른 곳을 고르세요.</translation>
    </message>
    <message>
      <source>Choose one of the models on the Models page.</source>
      <translation>모델 페이지에 있는 모델을 선택하세요.</translation>
    </message>
    <message>
      <source>Choose where the key is to be kept instead:</source>
      <translation>키를 대신 보관할 곳을 고르세요.</translation>
    </message>
    <message>
      <source>Close it there; it is tried again by itself.</source>
      <translation>그 프로그램에서 닫으세요. 자동으로 다시 시도합니다.</translation>
    </message>
    <message>
      <source>Close it, or update this one.</source>
      <translation>그것을 닫거나 이 프로그램을 업데이트하십시오.</translation>
    </message>
    <message>
      <source>Close it, then start this one again.</source>
      <translation>그것을 닫은 뒤 이 프로그램을 다시 시작하세요.</translation>
    </message>
    <message>
      <source>Close other copies of Findling that use this data folder.</source>
      <translation>이 데이터 폴더를 쓰는 다른 Findling을 닫으세요.</translation>
    </message>
    <message>
      <source>Connect the drive, or remove the folder from the library.</source>
      <translation>드라이브를 연결하거나 폴더를 라이브러리에서 제거하십시오.</translation>
    </message>
    <message>
      <source>Download it again in Models, or choose another model; reinstall Findling if it came with it.</source>
      <translation>모델 화면에서 다시 내려받거나 다른 모델을 고르세요. Findling에 들어 있던 모델이면 Findling을 다시 설치하세요.</translation>
    </message>
    <message>
      <source>Enter the key on the Models page.</source>
      <translation>‘모델’ 화면에서 키를 입력하세요.</translation>
    </message>
    <message>
      <source>Findling cannot read this kind of file.</source>
      <translation>Findling이 읽을 수 없는 종류의 파일입니다.</translation>
    </message>
    <message>
      <source>Findling cannot use this kind of model.</source>
      <translation>Findling이 쓸 수 없는 종류의 모델입니다.</translation>
    </message>
    <message>
      <source>Findling is busy.</source>
      <translation>Findling이 다른 일을 하고 있습니다.</translation>
    </message>
    <message>
      <source>Findling may not look in here.</source>
      <translation>Findling에 이 폴더를 볼 권한이 없습니다.</translation>
    </message>
    <message>
      <source>Findling may not read this.</source>
      <translation>Findling에 이 파일을 읽을 권한이 없습니다.</translation>
    </message>
    <message>
      <source>Findling's own folder cannot be written to.</source>
      <translation>Findling의 폴더에 쓸 수 없습니다.</translation>
    </message>
    <message>
      <source>Give the library another model first.</source>
      <translation>먼저 라이브러리의 모델을 바꾸십시오.</translation>
    </message>
    <message>
      <source>Give the library the address of a Milvus server.</source>
      <translation>라이브러리에 Milvus 서버 주소를 지정하세요.</translation>
    </message>
    <message>
      <source>Give yourself the right to read it.</source>
      <translation>읽기 권한을 부여하세요.</translation>
    </message>
    <message>
      <source>If it holds text, save it in another format, such as PDF.</source>
      <translation>글이 들어 있다면 PDF 같은 다른 형식으로 저장하세요.</translation>
    </message>
    <message>
      <source>If it is a scan, run it through text recognition (OCR); else save it as PDF.</source>
      <translation>스캔한 문서라면 문자 인식(OCR)을 실행하고, 아니면 PDF로 저장하세요.</translation>
    </message>
    <message>
      <source>If its own program shows text, save it as UTF-8 there.</source>
      <translation>원래 프로그램에서 글이 보이면 그곳에서 UTF-8로 저장하세요.</translation>
    </message>
    <message>
      <source>Indexing is paused.</source>
      <translation>색인이 일시 중지되었습니다.</translation>
    </message>
    <message>
      <source>Indexing waits while the computer runs on battery.</source>
      <translation>배터리를 쓰는 동안 색인을 미룹니다.</translation>
    </message>
    <message>
      <source>Indexing was cut off; what was not finished is indexed now.</source>
      <translation>색인이 중간에 끊겼습니다. 끝나지 않은 부분을 지금 색인합니다.</translation>
    </message>
    <message>
      <source>Install the model again.</source>
      <translation>모델을 다시 설치하세요.</translation>
    </message>
    <message>
      <source>It is made anew from your files by itself; search again in a moment.</source>
      <translation>파일에서 자동으로 다시 만듭니다. 잠시 후 다시 검색하세요.</translation>
    </message>
    <message>
      <source>It is not there at present: its drive is not connected, or it was moved. What was indexed stays findable.</source>
      <translation>지금 없습니다. 드라이브가 연결되지 않았거나 옮겨졌습니다. 이미 색인한 내용은 계속 검색됩니다.</translation>
    </message>
    <message>
      <source>It is started again with the next search.</source>
      <translation>다음 검색 때 다시 시작합니다.</translation>
    </message>
    <message>
      <source>Its text is shown as it was indexed; its own program may show more.</source>
      <translation>색인된 글을 그대로 보여 줍니다. 원래 프로그램에서는 더 볼 수 있습니다.</translation>
    </message>
    <message>
      <source>Let it go on first.</source>
      <translation>먼저 색인을 계속하게 하십시오.</translation>
    </message>
    <message>
      <source>Look at it on the Models page: it says how they are got.</source>
      <translation>‘모델’ 화면에서 이 모델을 보면 설치 방법이 나와 있습니다.</translation>
    </message>
    <message>
      <source>Look at the connection and try again: it goes on where it stopped.</source>
      <translation>연결을 확인하고 다시 시도하십시오. 멈춘 곳부터 이어집니다.</translation>
    </message>
    <message>
      <source>Look at the connection; what was begun is tried again by itself.</source>
      <translation>연결을 확인하세요. 시작한 작업은 저절로 다시 시도합니다.</translation>
    </message>
    <message>
      <source>Look at the plan and the bills of your account there; it is tried again by itself.</source>
      <translation>해당 서비스 계정의 요금제와 청구 내역을 확인하세요. 자동으로 다시 시도합니다.</translation>
    </message>
    <message>
      <source>Look on the Libraries page for the ones there are.</source>
      <translation>라이브러리 페이지에서 목록을 확인하세요.</translation>
    </message>
    <message>
      <source>Look whether the model is still called so there.</source>
      <translation>서버에 아직 이 이름의 모델이 있는지 확인하세요.</translation>
    </message>
    <message>
      <source>Looked at now and then</source>
      <translation>이따금 살펴봄</translation>
    </message>
    <message>
      <source>Make room on the disk and try again: it goes on where it stopped.</source>
      <translation>디스크 공간을 확보하고 다시 시도하십시오. 멈춘 곳부터 이어집니다.</translation>
    </message>
    <message>
      <source>Make room there; indexing then goes on by itself.</source>
      <translation>그곳에 공간을 확보하면 색인이 자동으로 이어집니다.</translation>
    </message>
    <message>
      <source>Make room; indexing then goes on by itself. What was indexed stays findable.</source>
      <translation>공간을 확보하면 색인이 저절로 이어집니다. 이미 색인한 내용은 계속 검색됩니다.</translation>
    </message>
    <message>
      <source>Milvus Lite is not installed.</source>
      <translation>Milvus Lite가 설치되어 있지 않습니다.</translation>
    </message>
    <message>
      <source>NEAR stands between two words or phrases, with a number of words: tax NEAR/5 refund.</source>
      <translation>NEAR는 두 단어나 구절 사이에 단어 수와 함께 씁니다: 세금 NEAR/5 환급.</translation>
    </message>
    <message>
      <source>New files are found by their words alone until their vectors can be made.</source>
      <translation>벡터를 만들 수 있을 때까지 새 파일은 낱말로만 찾습니다.</translation>
    </message>
    <message>
      <source>No file can be read now.</source>
      <translation>지금은 파일을 읽을 수 없습니다.</translation>
    </message>
    <message>
      <source>No passage has a word like this.</source>
      <translation>이런 단어가 있는 구절이 없습니다.</translation>
    </message>
    <message>
      <source>No passage has these words as near each other as that.</source>
      <translation>이 단어들이 그만큼 가까이 있는 구절이 없습니다.</translation>
    </message>
    <message>
      <source>No passage has these words in this order.</source>
      <translation>이 단어들이 이 순서로 있는 구절이 없습니다.</translation>
    </message>
    <message>
      <source>No such kind of file is known here.</source>
      <translation>알 수 없는 파일 종류입니다.</translation>
    </message>
    <message>
      <source>No such language is known here.</source>
      <translation>알 수 없는 언어입니다.</translation>
    </message>
    <message>
      <source>Nobody agreed that texts are sent to {host}: nothing was changed.</source>
      <translation>본문을 {host}(으)로 보내는 데 동의한 사람이 없어 아무것도 바꾸지 않았습니다.</translation>
    </message>
    <message>
      <source>Not connected</source>
      <translation>연결 안 됨</translation>
    </message>
    <message>
      <source>Not readable</source>
      <translation>읽을 수 없음</translation>
    </message>
    <message>
      <source>Nothing here can open this kind of model.</source>
      <translation>이런 종류의 모델은 열 수 없습니다.</translation>
    </message>
    <message>
      <source>Nothing that was indexed is lost.</source>
      <translation>색인한 내용은 그대로 있습니다.</translation>
    </message>
    <message>
      <source>Open it in its own program and save it again, if that can.</source>
      <translation>원래 프로그램에서 열리면 다시 저장하십시오.</translation>
    </message>
    <message>
      <source>Put it back or connect its drive, or remove it from the library.</source>
      <translation>제자리에 돌려놓거나 드라이브를 연결하거나 라이브러리에서 제거하십시오.</translation>
    </message>
    <message>
      <source>Quoted words in a sentence need not stand together; ask for a phrase by itself.</source>
      <translation>문장 속 따옴표는 이어진 구를 뜻하지 않습니다. 구를 찾으려면 그것만 입력하십시오.</translation>
    </message>
    <message>
      <source>Reading the file crashed its reader.</source>
      <translation>파일을 읽다가 판독기가 멈췄습니다.</translation>
    </message>
    <message>
      <source>Reading the file took too long.</source>
      <translation>파일을 읽는 데 시간이 너무 오래 걸렸습니다.</translation>
    </message>
    <message>
      <source>Reading the file took too much memory.</source>
      <translation>파일을 읽는 데 메모리가 너무 많이 필요했습니다.</translation>
    </message>
    <message>
      <source>Reinstall Findling: a file of its own is damaged.</source>
      <translation>Findling을 다시 설치하세요. 프로그램 파일이 손상되었습니다.</translation>
    </message>
    <message>
      <source>Save a copy without the password.</source>
      <translation>암호 없는 사본을 저장하십시오.</translation>
    </message>
    <message>
      <source>Search again: it may have changed, or may have been removed.</source>
      <translation>다시 검색하세요. 바뀌었거나 삭제되었을 수 있습니다.</translation>
    </message>
    <message>
      <source>Searched by words alone this time.</source>
      <translation>이번에는 낱말로만 찾았습니다.</translation>
    </message>
    <message>
      <source>Some files are found by their words alone: the model refuses what is in them.</source>
      <translation>일부 파일은 단어로만 찾을 수 있습니다. 모델이 그 내용을 거부합니다.</translation>
    </message>
    <message>
      <source>Something on the way changes it; try from another network.</source>
      <translation>전송 중에 내용이 바뀌고 있습니다. 다른 네트워크에서 시도하십시오.</translation>
    </message>
    <message>
      <source>Something went wrong inside Findling.</source>
      <translation>Findling 안에서 문제가 생겼습니다.</translation>
    </message>
    <message>
      <source>Split it, or leave it out.</source>
      <translation>파일을 나누거나 제외하십시오.</translation>
    </message>
    <message>
      <source>Such links begin with findling://search?q= or findling://open?path=.</source>
      <translation>이런 링크는 findling://search?q= 또는 findling://open?path=로 시작합니다.</translation>
    </message>
    <message>
      <source>The careful model stopped working.</source>
      <translation>정밀 모델이 작동을 멈췄습니다.</translation>
    </message>
    <message>
      <source>The computer may be short of memory or of room for temporary files; it is tried again.</source>
      <translation>메모리나 임시 파일 공간이 부족할 수 있습니다. 자동으로 다시 시도합니다.</translation>
    </message>
    <message>
      <source>The disk is full.</source>
      <translation>디스크가 가득 찼습니다.</translation>
    </message>
    <message>
      <source>The engine's log file says more.</source>
      <translation>엔진의 로그 파일에 자세한 내용이 있습니다.</translation>
    </message>
    <message>
      <source>The file cannot be read.</source>
      <translation>파일을 읽을 수 없습니다.</translation>
    </message>
    <message>
      <source>The file is damaged or incomplete.</source>
      <translation>파일이 손상되었거나 불완전합니다.</translation>
    </message>
    <message>
      <source>The file is in no library.</source>
      <translation>이 파일은 어느 라이브러리에도 없습니다.</translation>
    </message>
    <message>
      <source>The file is no longer there.</source>
      <translation>파일이 더 이상 없습니다.</translation>
    </message>
    <message>
      <source>The file is protected by a password.</source>
      <translation>파일이 암호로 보호되어 있습니다.</translation>
    </message>
    <message>
      <source>The file is too large.</source>
      <translation>파일이 너무 큽니다.</translation>
    </message>
    <message>
      <source>The file itself cannot be shown here.</source>
      <translation>파일 자체는 여기에 표시할 수 없습니다.</translation>
    </message>
    <message>
      <source>The file of keys cannot be read or written.</source>
      <translation>키 파일을 읽거나 쓸 수 없습니다.</translation>
    </message>
    <message>
      <source>The file's name is no text.</source>
      <translation>파일 이름이 올바른 글자가 아닙니다.</translation>
    </message>
    <message>
      <source>The folder cannot be looked into.</source>
      <translation>폴더를 들여다볼 수 없습니다.</translation>
    </message>
    <message>
      <source>The folder is no longer there.</source>
      <translation>폴더가 더 이상 없습니다.</translation>
    </message>
    <message>
      <source>The folder's drive is not connected.</source>
      <translation>폴더의 드라이브가 연결되어 있지 않습니다.</translation>
    </message>
    <message>
      <source>The hub has no such model, or it is none that Findling can use.</source>
      <translation>허브에 그런 모델이 없거나 Findling이 쓸 수 없는 모델입니다.</translation>
    </message>
    <message>
      <source>The index can be made again from your files: remove the library and add it again.</source>
      <translation>파일에서 색인을 다시 만들 수 있습니다. 라이브러리를 제거한 뒤 다시 추가하세요.</translation>
    </message>
    <message>
      <source>The index cannot grow: the disk is full.</source>
      <translation>디스크가 가득 차 색인을 늘릴 수 없습니다.</translation>
    </message>
    <message>
      <source>The index could not be read or written.</source>
      <translation>색인을 읽거나 쓰지 못했습니다.</translation>
    </message>
    <message>
      <source>The index could not be started.</source>
      <translation>색인을 시작하지 못했습니다.</translation>
    </message>
    <message>
      <source>The index gave back room that it did not need.</source>
      <translation>색인이 쓰지 않는 공간을 돌려주었습니다.</translation>
    </message>
    <message>
      <source>The index is being opened again.</source>
      <translation>색인을 다시 여는 중입니다.</translation>
    </message>
    <message>
      <source>The index is being opened again; try again in a moment.</source>
      <translation>색인을 다시 여는 중입니다. 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
      <source>The index is damaged.</source>
      <translation>색인이 손상되었습니다.</translation>
    </message>
    <message>
      <source>The index was damaged and has been mended.</source>
      <translation>손상된 색인을 복구했습니다.</translation>
    </message>
    <message>
      <source>The index was made by a newer Findling.</source>
      <translation>더 새로운 Findling이 만든 색인입니다.</translation>
    </message>
    <message>
      <source>The index was made by another model.</source>
      <translation>다른 모델로 만든 색인입니다.</translation>
    </message>
    <message>
      <source>The index's folder cannot be written to.</source>
      <translation>색인 폴더에 쓸 수 없습니다.</translation>
    </message>
    <message>
      <source>The index's server does not answer.</source>
      <translation>색인 서버가 응답하지 않습니다.</translation>
    </message>
    <message>
      <source>The index's server refused the token.</source>
      <translation>색인 서버가 토큰을 거부했습니다.</translation>
    </message>
    <message>
      <source>The key of the model's server cannot be read: perhaps the keyring is locked.</source>
      <translation>모델 서버의 키를 읽을 수 없습니다. 키링이 잠겨 있을 수 있습니다.</translation>
    </message>
    <message>
      <source>The library does not have this folder.</source>
      <translation>라이브러리에 이 폴더가 없습니다.</translation>
    </message>
    <message>
      <source>The library's model was changed: index it again.</source>
      <translation>라이브러리의 모델이 바뀌었습니다. 다시 색인하세요.</translation>
    </message>
    <message>
      <source>The list of former searches cannot be read.</source>
      <translation>지난 검색 목록을 읽을 수 없습니다.</translation>
    </message>
    <message>
      <source>The list of former searches is of a newer Findling.</source>
      <translation>더 새로운 Findling의 지난 검색 목록입니다.</translation>
    </message>
    <message>
      <source>The list of models cannot be read.</source>
      <translation>모델 목록을 읽을 수 없습니다.</translation>
    </message>
    <message>
      <source>The map could not be made.</source>
      <translation>지도를 만들지 못했습니다.</translation>
    </message>
    <message>
      <source>The model could not be downloaded.</source>
      <translation>모델을 내려받지 못했습니다.</translation>
    </message>
    <message>
      <source>The model is damaged.</source>
      <translation>모델이 손상되었습니다.</translation>
    </message>
    <message>
      <source>The model needs packages that are not installed.</source>
      <translation>이 모델에는 설치되지 않은 패키지가 필요합니다.</translation>
    </message>
    <message>
      <source>The model's server asks for a key, or refuses the one that it was given.</source>
      <translation>모델 서버가 키를 요구하거나 받은 키를 거부했습니다.</translation>
    </message>
    <message>
      <source>The model's server cannot be reached, or wants to be asked less often.</source>
      <translation>모델 서버에 연결할 수 없거나 서버가 요청을 줄이라고 합니다.</translation>
    </message>
    <message>
      <source>The model's server does not serve now.</source>
      <translation>모델 서버가 지금은 응답하지 않습니다.</translation>
    </message>
    <message>
      <source>The model's server knows the key, and does not serve its account now.</source>
      <translation>모델 서버가 키는 인식하지만 지금은 해당 계정에 서비스를 제공하지 않습니다.</translation>
    </message>
    <message>
      <source>The model's server refused the request, or its answer makes no sense.</source>
      <translation>모델 서버가 요청을 거부했거나 응답이 올바르지 않습니다.</translation>
    </message>
    <message>
      <source>The name says text, the content does not.</source>
      <translation>이름은 텍스트 파일이지만 내용은 아닙니다.</translation>
    </message>
    <message>
      <source>The order could not be refined this time.</source>
      <translation>이번에는 순서를 다듬지 못했습니다.</translation>
    </message>
    <message>
      <source>The other model is not in use yet; the present one goes on.</source>
      <translation>다른 모델은 아직 쓰이지 않으며 지금 모델을 계속 씁니다.</translation>
    </message>
    <message>
      <source>The search engine could not be started.</source>
      <translation>검색 엔진을 시작하지 못했습니다.</translation>
    </message>
    <message>
      <source>The search engine refused the connection.</source>
      <translation>검색 엔진이 연결을 거부했습니다.</translation>
    </message>
    <message>
      <source>The search engine stopped and is being started again.</source>
      <translation>검색 엔진이 멈춰 다시 시작하는 중입니다.</translation>
    </message>
    <message>
      <source>The settings are of a newer Findling.</source>
      <translation>더 새로운 Findling의 설정입니다.</translation>
    </message>
    <message>
      <source>The settings file cannot be read now.</source>
      <translation>지금은 설정 파일을 읽을 수 없습니다.</translation>
    </message>
    <message>
      <source>The settings file cannot be read.</source>
      <translation>설정 파일을 읽을 수 없습니다.</translation>
    </message>
    <message>
      <source>There is no folder {path}.</source>
      <translation>{path} 폴더가 없습니다.</translation>
    </message>
    <message>
      <source>There is no library of this name.</source>
      <translation>이 이름의 라이브러리가 없습니다.</translation>
    </message>
    <message>
      <source>There is no model in this folder.</source>
      <translation>이 폴더에는 모델이 없습니다.</translation>
    </message>
    <message>
      <source>There is no room for the model.</source>
      <translation>모델을 둘 공간이 없습니다.</translation>
    </message>
    <message>
      <source>There is no such filter. Did you mean “{meant}:”?</source>
      <translation>그런 필터는 없습니다. “{meant}:”를 쓰려고 하셨나요?</translation>
    </message>
    <message>
      <source>There is no such filter; it is looked for as a word.</source>
      <translation>그런 필터가 없어 낱말로 찾습니다.</translation>
    </message>
    <message>
      <source>There is no such model any more.</source>
      <translation>그 모델이 더 이상 없습니다.</translation>
    </message>
    <message>
      <source>There is no text in the file.</source>
      <translation>파일에 글이 없습니다.</translation>
    </message>
    <message>
      <source>There is nothing to compare with: it is not in the index any more.</source>
      <translation>견줄 대상이 더 이상 색인에 없습니다.</translation>
    </message>
    <message>
      <source>They are tried again every day.</source>
      <translation>매일 다시 시도합니다.</translation>
    </message>
    <message>
      <source>This computer has no keyring, or it does not answer.</source>
      <translation>이 컴퓨터에 키링이 없거나 응답하지 않습니다.</translation>
    </message>
    <message>
      <source>This did not work.</source>
      <translation>작업하지 못했습니다.</translation>
    </message>
    <message>
      <source>This holds characters that are no text.</source>
      <translation>글자가 아닌 문자가 들어 있습니다.</translation>
    </message>
    <message>
      <source>This is no date; write 2024, 2024-05 or 2024-05-17.</source>
      <translation>날짜가 아닙니다. 2024, 2024-05, 2024-05-17처럼 적으십시오.</translation>
    </message>
    <message>
      <source>This is very long: its first 10,000 characters were searched for.</source>
      <translation>매우 깁니다: 처음 10,000자로만 찾았습니다.</translation>
    </message>
    <message>
      <source>This link is not understood: nothing was done.</source>
      <translation>이 링크를 이해할 수 없어 아무것도 하지 않았습니다.</translation>
    </message>
    <message>
      <source>This needs a value right behind it.</source>
      <translation>바로 뒤에 값을 붙여 적어야 합니다.</translation>
    </message>
    <message>
      <source>This took too long and was called off.</source>
      <translation>시간이 너무 오래 걸려 중단했습니다.</translation>
    </message>
    <message>
      <source>Try again later.</source>
      <translation>나중에 다시 시도하세요.</translation>
    </message>
    <message>
      <source>Type the name anew, or rename the file.</source>
      <translation>이름을 다시 입력하거나 파일 이름을 바꾸세요.</translation>
    </message>
    <message>
      <source>Unlock the keyring of this computer; it is tried again by itself.</source>
      <translation>이 컴퓨터의 키링을 잠금 해제하세요. 자동으로 다시 시도합니다.</translation>
    </message>
    <message>
      <source>Until all files are read, words like this are found among the best passages alone.</source>
      <translation>모든 파일을 읽기 전에는 이런 단어를 가장 좋은 구절에서만 찾습니다.</translation>
    </message>
    <message>
      <source>Update Findling, or index the library again with this version.</source>
      <translation>Findling을 업데이트하거나 이 버전으로 라이브러리를 다시 색인하세요.</translation>
    </message>
    <message>
      <source>Update Findling, or use another data folder.</source>
      <translation>Findling을 업데이트하거나 다른 데이터 폴더를 쓰세요.</translation>
    </message>
    <message>
      <source>Very many words are like this: the commonest were looked for.</source>
      <translation>이런 단어가 아주 많아 가장 흔한 것들로 찾았습니다.</translation>
    </message>
    <message>
      <source>What is compared with was not sent to another library's model: its text stays where it is.</source>
      <translation>비교한 본문은 다른 라이브러리의 모델로 보내지 않았습니다. 그 본문은 있던 곳에 머뭅니다.</translation>
    </message>
    <message>
      <source>What is known of the model is wrong.</source>
      <translation>모델 정보가 잘못되었습니다.</translation>
    </message>
    <message>
      <source>What was downloaded is not the model.</source>
      <translation>내려받은 것이 그 모델이 아닙니다.</translation>
    </message>
    <message>
      <source>Write a size as size&gt;1MB or size&lt;200kB.</source>
      <translation>크기는 size&gt;1MB나 size&lt;200kB처럼 적으십시오.</translation>
    </message>
    <message>
      <source>Write its name as owner/name; what the hub asks an account for cannot be had.</source>
      <translation>이름을 소유자/이름으로 쓰세요. 허브 계정이 필요한 모델은 받을 수 없습니다.</translation>
    </message>
    <message>
      <source>Write two letters before a “*”, or three after it.</source>
      <translation>“*” 앞에는 두 글자, 뒤에는 세 글자 이상을 쓰세요.</translation>
    </message>
    <message>
      <source>“findling doctor” in a terminal tells what is missing.</source>
      <translation>터미널에서 findling doctor를 실행하면 무엇이 없는지 알 수 있습니다.</translation>
    </message>
    <message>
      <source>“{meant}” is in no file by itself; *{meant}* finds it within longer words.</source>
      <translation>“{meant}”은(는) 어느 파일에도 따로 없습니다. *{meant}*로 검색하면 더 긴 단어 속에서 찾습니다.</translation>
    </message>
    <message>
      <source>“{meant}” is in no file.</source>
      <translation>“{meant}”은(는) 어느 파일에도 없습니다.</translation>
    </message>
    <message>
      <source>“{meant}” is no operator here: plain words are all looked for, and none is demanded. To exclude a word, write -word.</source>
      <translation>여기서 “{meant}”은(는) 연산자가 아닙니다. 일반 낱말은 모두 찾되, 꼭 있어야 하는 것은 아닙니다. 낱말을 빼려면 -낱말처럼 쓰세요.</translation>
    </message>
  </context>
</TS>
