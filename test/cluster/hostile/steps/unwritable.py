open("/etc/hostile", "w")
