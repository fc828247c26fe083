// Lets Go compile functions that go:linkname finds elsewhere (load.go).
