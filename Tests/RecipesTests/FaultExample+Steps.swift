extension FaultExample {
  static let steps = table(
    """
    steps: packages
    > 5:8: `steps` must be a list, not `packages`
    > hint: write [packages]

    steps: [packages]
    > 5:9: a step must be a mapping of keys and values, not `packages`

    steps: [{name: x}]
    > 5:9: a step needs the key of one kind
    > hint: kinds of a step: packages, copy, write, edit, delete, link, mkdir, run, services, \
    users, hostname, timezone, locale, keyboard, cloud-init, kernel-arguments, firstboot, resize, \
    drivers, guest-agent, cloudbase-init, registry, features, updates, remote-desktop, firewall, \
    product-key, sysprep, run-first-boot, ansible, reboot

    steps: [{pakages: {install: [a]}}]
    > 5:10: unknown key `pakages` in a step
    > hint: did you mean `packages`?

    steps: [{run: {script: a}, services: {enable: [b]}}]
    > 5:28: a step has both `run` and `services`
    > hint: give each an entry of its own

    steps: [{packages: {install: apache2}}]
    > 5:30: `install` must be a list, not `apache2`
    > hint: write [apache2]

    steps: [{packages: {install: [--yes, a b, x-, {}]}}]
    > 5:31: a package must be a package's name, not `--yes`
    > 5:38: a package must be a package's name, not `a b`
    > 5:43: a package must be a package's name, not `x-`
    > 5:47: a package must be a text, not a mapping

    steps: [{packages: {}}]
    > 5:20: `packages` does nothing
    > hint: give `install`, `remove`, `update: true` or `upgrade: true`

    steps: [{packages: {install: [a], update: yes}}]
    > 5:43: `update` must be true or false, not `yes`
    > hint: write true

    steps: [{run: {}}]
    > 5:15: `run` needs the key `script` or `file`

    steps: [{run: {script: a, file: b}}]
    > 5:27: `run` takes either `script` or `file`, not both

    steps: [{run: {script: " "}}]
    > 5:24: `script` is empty

    steps: [{run: {script: a, in: guest}}]
    > 5:27: unknown key `in` in `run`
    > hint: `in` stands beside `run`, not below it

    steps: [{in: gest, run: {script: a}}]
    > 5:14: `in` must be `appliance` or `guest`, not `gest`
    > hint: did you mean `guest`?

    steps: [{run: {script: a, interpreter: sh}}]
    > 5:40: `interpreter` must be an absolute path in the guest, not `sh`

    steps: [{run: {script: a, environment: {1A: b}}}]
    > 5:41: `1A` is not a variable's name

    steps: [{run: {script: DB_PASSWORD=hunter2}}]
    > 5:24: warning: this text seems to contain a secret in plain text
    > hint: declare it under `secrets`, or create it when the machine first boots

    steps: [{run: {script: a}, timeout: 25h}]
    > 5:37: `timeout` must be from 1 s to 24 h, not 25 h

    steps: [{run: {script: a}, cache: dayly}]
    > 5:35: `cache` must be `auto` or `daily` or `never`, not `dayly`
    > hint: did you mean `daily`?

    steps: [{run: {script: a}, cache: false}]
    > 5:35: `cache` must be `auto` or `daily` or `never`, not `false`

    steps: [{run: {script: a, cache: never}}]
    > 5:27: unknown key `cache` in `run`
    > hint: `cache` stands beside `run`, not below it

    steps: [{services: {enable: [a], mask: [a]}}]
    > 5:30: `a` is both enabled and disabled or masked

    steps: [{services: {enable: [a/b]}}]
    > 5:30: a service must be a systemd unit's name, not `a/b`

    steps: [{resize: {}}]
    > 5:18: `resize` needs the key `size`

    steps: [{resize: {size: 10, path: srv}}]
    > 5:25: `size` must be from 1 GiB to 64 TiB, not 10 B
    > hint: a number without a unit counts bytes: write 4 GiB
    > 5:35: `path` must be an absolute path in the guest, not `srv`

    steps: [{resize: {size: 10 GiB}, in: guest}]
    > 5:38: `resize` runs in `appliance` only

    disk: {size: 8 GiB}
    steps: [{resize: {size: 10 GiB}}, {resize: {size: 9 GiB}}]
    > 6:51: `size` must be at least 10 GiB, which the disk has by then: it is never shrunk

    steps: [{write: {path: etc/x}}]
    > 5:17: `write` needs the key `content` or `template`
    > 5:24: `path` must be an absolute path in the guest, not `etc/x`

    steps: [{write: {path: /a/../b, content: x}}]
    > 5:24: `path` must not contain `..`

    steps: [{write: {path: /a, content: x, mode: 999}}]
    > 5:46: `mode` must be octal permissions such as "0644", not `999`

    steps: [{write: {path: /a, content: x, owner: "a:b:c"}}]
    > 5:47: `owner` must be `user` or `user:group`, not `a:b:c`
    """)
}
