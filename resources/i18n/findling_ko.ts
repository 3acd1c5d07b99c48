<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
  <context>
    <name>Banner</name>
    <message>
      <source>Dismiss</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Message</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>ChipButton</name>
    <message>
      <source>Remove {0}</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>ChipRow</name>
    <message>
      <source>Filters</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Director</name>
    <message>
      <source>Choose a folder to search in</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Its passages leave the index. The files themselves stay as they are.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Remove</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Stop searching “{0}”?</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Try now</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>FailuresDialog</name>
    <message>
      <source>All other files are findable.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Every file could be read.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Files that could not be read</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Try all again</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Try this one again</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>FailuresModel</name>
    <message>
      <source>File</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Folder</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Next try</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Reason</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>What to do</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>once it is back</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>when it changes</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Figures</name>
    <message>
      <source>a few seconds left</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>in a moment</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>in {0} h</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>in {0} min</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} h {1} min left</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} min left</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} ms</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} s</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} s left</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0}%</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>FoldersModel</name>
    <message>
      <source>Paused</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Handling</name>
    <message>
      <source>No program was found that opens this.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} is no longer there.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} is not there at present. Connect its drive and try again.</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>LibraryPane</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message>
      <source>Add folders…</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Folders</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Go on with indexing</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Open folder</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Pause indexing</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Remove from the search…</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Remove this folder from the search</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Which files are indexed…</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Search</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>PassagePane</name>
    <message>
      <source>Its drive or folder is not there at present: it can be read here, not opened.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Open file</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Page {0}</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Passage</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The passage that you select is shown here.</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Places</name>
    <message>
      <source>Libraries</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Map</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Models</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Progress</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) wait to be indexed</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Indexing {0} of %n file(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message>
      <source>Looking through the folders…</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Opening the index…</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Paused: {0}</source>
      <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
      <source>Up to date  ·  %n file(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0} of %n file(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ProgressStrip</name>
    <message numerus="yes">
      <source>%n file(s) not readable</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message>
      <source>Go on with indexing</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Indexing</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Pause indexing</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>State of the index</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Rail</name>
    <message>
      <source>Places</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Results</name>
    <message>
      <source>Page {0}</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Weaker matches</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>not connected</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} more passages in this file</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>ResultsPane</name>
    <message>
      <source>Describe it in your own words, or type words that stand in it. Passages are found by meaning and by word.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Files become findable one by one while they are indexed.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Indexing is still under way: more may be found in a moment.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Leave out filters such as type: or in:, and quotation marks.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Nothing found for “{0}”</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Say it in other words, or with fewer of them.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>What are you looking for?</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>ResultsView</name>
    <message>
      <source>Copy passage</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Copy path</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Open file	Enter</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Results</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>RulesDialog</name>
    <message>
      <source> MB</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Files of {0}</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Largest file</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Only these</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Patterns as in .gitignore, one a line. Hidden files, caches, installed and built code are left out anyway; a file called .findlingignore in any folder can hold rules for it. What falls out leaves the index; your files stay.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>no limit</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>SearchPane</name>
    <message>
      <source>Clear</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Search</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Search your files by meaning or by word</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Summary</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Searching</name>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation type="unfinished">
        <numerusform></numerusform>
      </translation>
    </message>
    <message>
      <source>Weaker matches only</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>refining the order…</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0} in {1}</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>{0}, {1} weaker</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>WelcomePage</name>
    <message>
      <source>Add {0}</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Choose folders…</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Describe what you look for in your own words; Findling knows what your documents mean. Nothing leaves this computer.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Find passages in your own files</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>or drop a folder anywhere on this window</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>WhyPanel</name>
    <message>
      <source>BM25 {0}</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>How near the careful model sees them</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>How near the quick model sees question and passage</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Meaning</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Reranker</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Similarity</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Why this?</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Words</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Words that matched</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>none in common</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message>
      <source>A folder cannot be looked into at present.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>A language model is damaged.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>A language model is missing.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>A language model stopped working.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>A library is still being loaded.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>A newer Findling is running.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>A quotation mark is not closed.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>All other files went on.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Another program holds the file.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Another program holds the index.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Called off.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Changes in here are not told by the system: Findling looks now and then.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Changes made while Findling was not running are still being looked for.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Close it, or update this one.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Connect the drive, or remove the folder from the library.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Findling cannot read this kind of file.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Findling is busy.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Findling may not look in here.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Findling may not read this.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Findling's own folder cannot be written to.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Indexing is paused.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Indexing waits while the computer runs on battery.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Indexing was cut off; what was not finished is indexed now.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>It is not there at present: its drive is not connected, or it was moved. What was indexed stays findable.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Let it go on first.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Looked at now and then</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Make room; indexing then goes on by itself. What was indexed stays findable.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Milvus Lite is not installed.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>No file can be read now.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Not connected</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Not readable</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Nothing that was indexed is lost.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Open it in its own program and save it again, if that can.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Put it back or connect its drive, or remove it from the library.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Reading the file crashed its reader.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Reading the file took too long.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Reading the file took too much memory.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Save a copy without the password.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Something went wrong inside Findling.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>Split it, or leave it out.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The careful model stopped working.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The disk is full.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The engine's log file says more.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The file cannot be read.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The file is damaged or incomplete.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The file is no longer there.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The file is protected by a password.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The file is too large.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The file's name is no text.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The folder cannot be looked into.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The folder is no longer there.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The folder's drive is not connected.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index cannot grow: the disk is full.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index could not be read or written.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index could not be started.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index gave back room that it did not need.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index is being opened again.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index is damaged.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index was damaged and has been mended.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index was made by a newer Findling.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index was made by another model.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index's folder cannot be written to.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index's server does not answer.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The index's server refused the token.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The name says text, the content does not.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The search engine could not be started.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The search engine stopped and is being started again.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The settings are of a newer Findling.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The settings file cannot be read now.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>The settings file cannot be read.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>There is no library of this name.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>There is no such folder.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>There is no text in the file.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>This did not work.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>This holds characters that are no text.</source>
      <translation type="unfinished"></translation>
    </message>
    <message>
      <source>“findling doctor” in a terminal tells what is missing.</source>
      <translation type="unfinished"></translation>
    </message>
  </context>
</TS>
