from_auto = ["x", 1]
