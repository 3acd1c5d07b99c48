BEGIN TRANSACTION;
CREATE TABLE files(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            device INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            hash BLOB NOT NULL DEFAULT x'',
            media_type TEXT NOT NULL DEFAULT '',
            title TEXT NOT NULL DEFAULT '',
            language TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL DEFAULT 'seen',
            code TEXT NOT NULL DEFAULT '',
            reason TEXT NOT NULL DEFAULT '',
            hint TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0,
            passages INTEGER NOT NULL DEFAULT 0,
            tokens INTEGER NOT NULL DEFAULT 0,
            mean REAL NOT NULL DEFAULT 0
        , ctime_ns INTEGER NOT NULL DEFAULT 0, failed_at REAL NOT NULL DEFAULT 0, readers INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "files" VALUES(1,'/home/a/letter.md',41,1700000000000000000,2049,77,X'00FF','text/markdown','A letter','en','indexed','','','',0,2,6,3.0,1700000000000000002,0.0,0);
INSERT INTO "files" VALUES(2,'/home/a/locked.pdf',9,1700000000000000001,2049,78,X'','','','','failed','encrypted','needs a password','Remove the password.',1,0,0,0.0,0,1700000100.5,1);
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('model','static');
CREATE TABLE passages(
            place INTEGER PRIMARY KEY,
            pk INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            page INTEGER NOT NULL,
            heading TEXT NOT NULL,
            lang TEXT NOT NULL,
            text TEXT NOT NULL
        , line INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "passages" VALUES(1048576,11,0,12,0,'A letter','en','Dear reader,',1);
INSERT INTO "passages" VALUES(1048577,12,13,22,0,'A letter','ko','편지를 씁니다.',2);
CREATE TABLE terms(id INTEGER PRIMARY KEY, df INTEGER NOT NULL) STRICT;
INSERT INTO "terms" VALUES(7,2);
INSERT INTO "terms" VALUES(9,1);
CREATE TABLE totals(passages INTEGER NOT NULL, tokens INTEGER NOT NULL) STRICT;
INSERT INTO "totals" VALUES(2,6);
CREATE TABLE troubles(
            path TEXT PRIMARY KEY, code TEXT NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
CREATE TABLE words(id INTEGER PRIMARY KEY AUTOINCREMENT, told BLOB NOT NULL) STRICT;
INSERT INTO "words" VALUES(1,X'7801CB492D29492DE22A282A4D2BCD4BE72C283ABC07C40000701F09BC');
CREATE INDEX files_state ON files(state) WHERE state <> 'indexed';
CREATE UNIQUE INDEX passages_pk ON passages(pk);
CREATE INDEX files_size ON files(size);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('files',2);
INSERT INTO "sqlite_sequence" VALUES('words',1);
PRAGMA user_version = 4;
COMMIT;
