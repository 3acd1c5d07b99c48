<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>AboutSection</name>
    <message numerus="yes">
      <source>%n thing(s) need attention.</source>
      <translation>
        <numerusform>%Ln thing needs attention.</numerusform>
        <numerusform>%Ln things need attention.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChipRow</name>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%Ln more</numerusform>
        <numerusform>%Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CompletionPopup</name>
    <message numerus="yes">
      <source>%n suggestion(s)</source>
      <translation>
        <numerusform>%Ln suggestion</numerusform>
        <numerusform>%Ln suggestions</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Costs</name>
    <message numerus="yes">
      <source>%n passage(s) are stored anew, without vectors</source>
      <translation>
        <numerusform>%Ln passage is stored anew, without vectors</numerusform>
        <numerusform>%Ln passages are stored anew, without vectors</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>New vectors are made for %n passage(s)</source>
      <translation>
        <numerusform>New vectors are made for %Ln passage</numerusform>
        <numerusform>New vectors are made for %Ln passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Send %n passage(s) to {0}</source>
      <translation>
        <numerusform>Send %Ln passage to {0}</numerusform>
        <numerusform>Send %Ln passages to {0}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Send %n passage(s) to {0}, searches to {1}</source>
      <translation>
        <numerusform>Send %Ln passage to {0}, searches to {1}</numerusform>
        <numerusform>Send %Ln passages to {0}, searches to {1}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The text of %n passage(s) is sent to {0}, later that of new files and each search as well.</source>
      <translation>
        <numerusform>The text of %Ln passage is sent to {0}, later that of new files and each search as well.</numerusform>
        <numerusform>The text of %Ln passages is sent to {0}, later that of new files and each search as well.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Filters</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FolderCounts</name>
    <message numerus="yes">
      <source>%Ln could not be read</source>
      <translation>
        <numerusform>%Ln could not be read</numerusform>
        <numerusform>%Ln could not be read</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln file(s)</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln to go</source>
      <translation>
        <numerusform>%Ln to go</numerusform>
        <numerusform>%Ln to go</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>LibraryDetail</name>
    <message numerus="yes">
      <source>%n file(s) not readable…</source>
      <translation>
        <numerusform>%Ln file not readable…</numerusform>
        <numerusform>%Ln files not readable…</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>LibraryPane</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>%Ln passage</numerusform>
        <numerusform>%Ln passages</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>LibraryState</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) wait to be indexed</source>
      <translation>
        <numerusform>%Ln file waits to be indexed</numerusform>
        <numerusform>%Ln files wait to be indexed</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MapBar</name>
    <message numerus="yes">
      <source>%n changed since</source>
      <translation>
        <numerusform>%Ln changed since</numerusform>
        <numerusform>%Ln changed since</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%Ln document</numerusform>
        <numerusform>%Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more left out</source>
      <translation>
        <numerusform>%Ln more left out</numerusform>
        <numerusform>%Ln more left out</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n of the results ringed</source>
      <translation>
        <numerusform>%Ln of the results ringed</numerusform>
        <numerusform>%Ln of the results ringed</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MapCanvas</name>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%Ln document</numerusform>
        <numerusform>%Ln documents</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MapPage</name>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%Ln document</numerusform>
        <numerusform>%Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n document(s) of the map</source>
      <translation>
        <numerusform>%Ln document of the map</numerusform>
        <numerusform>%Ln documents of the map</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Models</name>
    <message numerus="yes">
      <source>%n language(s)</source>
      <translation>
        <numerusform>%Ln language</numerusform>
        <numerusform>%Ln languages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%Ln more</numerusform>
        <numerusform>%Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>the first %n word piece(s)</source>
      <translation>
        <numerusform>the first word piece</numerusform>
        <numerusform>the first %Ln word pieces</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Progress</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) wait to be indexed</source>
      <translation>
        <numerusform>%Ln file waits to be indexed</numerusform>
        <numerusform>%Ln files wait to be indexed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>%Ln passage</numerusform>
        <numerusform>%Ln passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Indexing {0} of %n file(s)</source>
      <translation>
        <numerusform>Indexing {0} of %Ln file</numerusform>
        <numerusform>Indexing {0} of %Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Up to date  ·  %n file(s)</source>
      <translation>
        <numerusform>Up to date  ·  %Ln file</numerusform>
        <numerusform>Up to date  ·  %Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0} of %n file(s)</source>
      <translation>
        <numerusform>{0} of %Ln file</numerusform>
        <numerusform>{0} of %Ln files</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ProgressStrip</name>
    <message numerus="yes">
      <source>%n file(s) not readable</source>
      <translation>
        <numerusform>%Ln file not readable</numerusform>
        <numerusform>%Ln files not readable</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Remarks</name>
    <message numerus="yes">
      <source>%n weaker match(es).</source>
      <translation>
        <numerusform>%Ln weaker match.</numerusform>
        <numerusform>%Ln weaker matches.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The %n closest passage(s) are below.</source>
      <translation>
        <numerusform>The closest passage is below.</numerusform>
        <numerusform>The %Ln closest passages are below.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Removing</name>
    <message numerus="yes">
      <source>Its index with %n passage(s) is deleted, also on the Milvus server {0}. Where that is away, the library is removed all the same, and you are told what stays there. The files themselves stay as they are.</source>
      <translation>
        <numerusform>Its index with %Ln passage is deleted, also on the Milvus server {0}. Where that is away, the library is removed all the same, and you are told what stays there. The files themselves stay as they are.</numerusform>
        <numerusform>Its index with %Ln passages is deleted, also on the Milvus server {0}. Where that is away, the library is removed all the same, and you are told what stays there. The files themselves stay as they are.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Its index with %n passage(s) is deleted. The files themselves stay as they are.</source>
      <translation>
        <numerusform>Its index with %Ln passage is deleted. The files themselves stay as they are.</numerusform>
        <numerusform>Its index with %Ln passages is deleted. The files themselves stay as they are.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Results</name>
    <message numerus="yes">
      <source>%n copy(s)</source>
      <translation>
        <numerusform>%Ln copy</numerusform>
        <numerusform>%Ln copies</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more passage(s) in this file</source>
      <translation>
        <numerusform>%Ln more passage in this file</numerusform>
        <numerusform>%Ln more passages in this file</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n weaker match(es)</source>
      <translation>
        <numerusform>%Ln weaker match</numerusform>
        <numerusform>%Ln weaker matches</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Show %n more</source>
      <translation>
        <numerusform>Show %Ln more</numerusform>
        <numerusform>Show %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SelectionBar</name>
    <message numerus="yes">
      <source>%n document(s) selected</source>
      <translation>
        <numerusform>%Ln document selected</numerusform>
        <numerusform>%Ln documents selected</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Search in these %n document(s)</source>
      <translation>
        <numerusform>Search in this document</numerusform>
        <numerusform>Search in these %Ln documents</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Statistics</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n other language(s)</source>
      <translation>
        <numerusform>%Ln other language</numerusform>
        <numerusform>%Ln other languages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n other type(s)</source>
      <translation>
        <numerusform>%Ln other type</numerusform>
        <numerusform>%Ln other types</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>%Ln passage</numerusform>
        <numerusform>%Ln passages</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Summary</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>%Ln passage</numerusform>
        <numerusform>%Ln passages</numerusform>
      </translation>
    </message>
  </context>
</TS>
