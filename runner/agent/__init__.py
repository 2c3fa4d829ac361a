"""The step agent: runs one step's code and says what became of it. Standard library only, Python 3.8 and later."""
