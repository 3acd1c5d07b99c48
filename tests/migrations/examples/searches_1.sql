BEGIN TRANSACTION;
CREATE TABLE history(
            query TEXT PRIMARY KEY, last REAL NOT NULL, times INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "history" VALUES('tax form',1700000000.5,3);
INSERT INTO "history" VALUES('여권',1700000100.0,1);
CREATE TABLE saved(
            name TEXT PRIMARY KEY, query TEXT NOT NULL, library TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "saved" VALUES('Bills','type:pdf in:Invoices','');
PRAGMA user_version = 1;
COMMIT;
