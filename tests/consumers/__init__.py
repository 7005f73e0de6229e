"""Real consumers read a build: a schema compiler, a type checker, a citation processor."""
