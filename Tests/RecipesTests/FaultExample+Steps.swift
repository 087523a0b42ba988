extension FaultExample {
  static let steps = table(
    """
    steps: packages
    > 5:8: `steps` must be a list, not `packages`
    > hint: write [packages]

    steps: [packages]
    > 5:9: a step must be a mapping of keys and values, not `packages`

    steps: [{name: x}]
    > 5:9: a step needs one of the keys `packages`, `copy`, `write`, `run`, `services`

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
    > hint: give `install`, `remove` or `update: true`

    steps: [{packages: {install: [a], update: yes}}]
    > 5:43: `update` must be true or false, not `yes`
    > hint: write true

    steps: [{run: {}}]
    > 5:15: `run` needs the key `script` or `file`

    steps: [{run: {script: a, file: b}}]
    > 5:33: `run` takes either `script` or `file`, not both

    steps: [{run: {script: " "}}]
    > 5:24: `script` is empty

    steps: [{run: {script: a, in: gest}}]
    > 5:31: `in` must be `appliance` or `guest`, not `gest`
    > hint: did you mean `guest`?

    steps: [{run: {script: a, interpreter: sh}}]
    > 5:40: `interpreter` must be an absolute path in the guest, not `sh`

    steps: [{run: {script: a, environment: {1A: b}}}]
    > 5:41: `1A` is not a variable's name

    steps: [{run: {script: DB_PASSWORD=hunter2}}]
    > 5:24: warning: this text seems to contain a secret in plain text
    > hint: create it when the machine first boots; what stands here stays in the image

    steps: [{run: {script: a}, timeout: 25h}]
    > 5:37: `timeout` must be from 1 s to 24 h, not 25 h

    steps: [{services: {enable: [a], mask: [a]}}]
    > 5:30: `a` is both enabled and disabled or masked

    steps: [{services: {enable: [a/b]}}]
    > 5:30: a service must be a systemd unit's name, not `a/b`

    steps: [{write: {path: etc/x}}]
    > 5:17: `write` needs the key `content`
    > 5:24: `path` must be an absolute path in the guest, not `etc/x`

    steps: [{write: {path: /a/../b, content: x}}]
    > 5:24: `path` must not contain `..`

    steps: [{write: {path: /a, content: x, mode: 999}}]
    > 5:46: `mode` must be octal permissions such as "0644", not `999`

    steps: [{write: {path: /a, content: x, owner: "a:b:c"}}]
    > 5:47: `owner` must be `user` or `user:group`, not `a:b:c`
    """)
}
