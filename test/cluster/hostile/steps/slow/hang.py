"""A build backend that never comes back."""
import time

time.sleep(600)
