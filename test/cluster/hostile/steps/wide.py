print("y" * 1_000_000)
print("after it")
