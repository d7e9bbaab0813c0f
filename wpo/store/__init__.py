"""Facts, published texts and people: SQLAlchemy Core on SQLite (WAL) or PostgreSQL.

Facts are appended once and never changed. ``tables`` draws what is kept, ``database`` opens it,
``facts`` takes events in and reads them back, ``texts`` remembers every text that was ever shown,
``people`` knows who may come in.
"""
