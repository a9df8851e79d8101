CREATE TABLE IF NOT EXISTS born (at REAL NOT NULL);
INSERT INTO born SELECT (julianday('now') - 2440587.5) * 86400.0 WHERE NOT EXISTS (SELECT 1 FROM born);
CREATE TABLE IF NOT EXISTS threads (
    id TEXT NOT NULL, owner TEXT NOT NULL, updated TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (owner, id)
);
CREATE INDEX IF NOT EXISTS threads_by_owner ON threads (owner, updated);
CREATE TABLE IF NOT EXISTS checkpoints (
    id TEXT PRIMARY KEY, thread TEXT NOT NULL, owner TEXT NOT NULL, body TEXT NOT NULL, size INTEGER NOT NULL,
    FOREIGN KEY (owner, thread) REFERENCES threads (owner, id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS checkpoints_by_thread ON checkpoints (owner, thread);
CREATE INDEX IF NOT EXISTS checkpoints_by_size ON checkpoints (owner, size);
CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, thread TEXT NOT NULL, owner TEXT NOT NULL, status TEXT NOT NULL,
    idempotency TEXT, body TEXT NOT NULL, UNIQUE (owner, idempotency),
    FOREIGN KEY (owner, thread) REFERENCES threads (owner, id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS runs_by_thread ON runs (owner, thread);
CREATE INDEX IF NOT EXISTS runs_by_status ON runs (status);
CREATE TABLE IF NOT EXISTS events (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, seq INTEGER NOT NULL, event TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (run, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uploads (id TEXT PRIMARY KEY, owner TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS uploads_by_owner ON uploads (owner);
CREATE TABLE IF NOT EXISTS spending (
    owner TEXT NOT NULL, place TEXT NOT NULL, calls INTEGER NOT NULL, tokens INTEGER NOT NULL, PRIMARY KEY (owner, place)
);
CREATE TABLE IF NOT EXISTS webhooks (
    run TEXT PRIMARY KEY REFERENCES runs ON DELETE CASCADE, attempts INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS answers (
    owner TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, answer TEXT NOT NULL, kept REAL NOT NULL, PRIMARY KEY (owner, key)
);
