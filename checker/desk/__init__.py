"""The review desk: a web page where a county's reviewers and its units work on a year's reports.

A Django project. Each folder with a `models.py` is an app; `settings.py` takes what differs between offices from
`configuration.py`, and `server.py` serves it. How a verdict is made is not known here.
"""
