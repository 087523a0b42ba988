"""Looks for an image by its name as openstacksdk does, every 50 ms, until a file is there; says what it saw.

usage: watch-name.py CLOUD NAME FILE
Makes FILE.ready once it has begun, ends when FILE is there, and prints JSON.
"""
import json
import os
import sys
import time

import openstack
from openstack import exceptions

cloud, name, end = sys.argv[1:]
image = openstack.connect(cloud=cloud).image
seen = {'looks': 0, 'none': 0, 'several': 0, 'unusable': 0, 'images': [], 'visible': {}}
image.find_image(name)
open(end + '.ready', 'w').close()
while not os.path.exists(end):
    start = time.monotonic()
    seen['looks'] += 1
    try:
        found = image.find_image(name)
        if found is None:
            seen['none'] += 1
        elif found.status != 'active':
            seen['unusable'] += 1
        elif found.id not in seen['images'][-1:]:
            seen['images'].append(found.id)
    except exceptions.DuplicateResource:
        seen['several'] += 1
    # What clients see that look among visible images only.
    count = str(len(list(image.images(name=name))))
    seen['visible'][count] = seen['visible'].get(count, 0) + 1
    time.sleep(max(0, 0.05 - (time.monotonic() - start)))
print(json.dumps(seen))
