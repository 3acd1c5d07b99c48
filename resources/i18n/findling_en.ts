<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>Searching</name>
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
