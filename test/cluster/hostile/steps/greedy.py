hog = []
while True:
    hog.append(b"x" * 4_000_000)
