print("the default branch's code")
