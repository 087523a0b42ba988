"""Gives a new Keystone its projects, users and endpoints, and writes the clouds.yaml for them.

usage: seed.py KEYSTONE_URL GLANCE_URL CLOUDS_YAML [LIMIT=NUMBER ...]
"""

import sys

import openstack
import yaml

PEOPLE = [
    # cloud, user, project, role
    ("demo", "alice", "demo", "member"),
    ("demo-reader", "rita", "demo", "reader"),
    ("other", "bob", "other", "member"),
    (None, "glance", "service", "service"),
]


def main(keystone, glance, path, *limits):
    def credentials(user, project):
        return dict(
            auth_url=keystone,
            username=user,
            password="secret",
            project_name=project,
            user_domain_name="Default",
            project_domain_name="Default",
        )

    def connect(user, project):
        return openstack.connect(
            auth=credentials(user, project), region_name="RegionOne", load_yaml_config=False, load_envvars=False
        )

    identity = connect("admin", "admin").identity
    roles = {role.name: role for role in identity.roles()}
    projects, clouds = {}, {"admin": {"auth": credentials("admin", "admin")}}
    for cloud, user, project, role in PEOPLE:
        if project not in projects:
            projects[project] = identity.create_project(name=project, domain_id="default")
        made = identity.create_user(
            name=user, password="secret", domain_id="default", default_project_id=projects[project].id
        )
        identity.assign_project_role_to_user(projects[project], made, roles[role])
        if cloud:
            clouds[cloud] = {"auth": credentials(user, project)}

    service = identity.create_service(name="glance", type="image")
    for interface in ("public", "internal", "admin"):
        identity.create_endpoint(service_id=service.id, interface=interface, url=glance, region_id="RegionOne")

    if limits:
        # Whoever enforces limits reads those of all projects.
        watcher = identity.find_user("glance")
        identity.put(f"/system/users/{watcher.id}/roles/{roles['reader'].id}")
    for name, number in (limit.split("=") for limit in limits):
        identity.create_registered_limit(
            service_id=service.id, region_id="RegionOne", resource_name=name, default_limit=int(number)
        )

    alice = connect("alice", "demo")
    credential = alice.identity.create_application_credential(
        user=alice.current_user_id, name="publisher", roles=[{"name": "member"}]
    )
    clouds["demo-appcred"] = {
        "auth_type": "v3applicationcredential",
        "auth": dict(
            auth_url=keystone,
            application_credential_id=credential.id,
            application_credential_secret=credential.secret,
        ),
    }
    for cloud in clouds.values():
        cloud.update(region_name="RegionOne", identity_api_version=3)
    with open(path, "w", encoding="utf-8") as file:
        yaml.safe_dump({"clouds": clouds}, file)


main(*sys.argv[1:])
