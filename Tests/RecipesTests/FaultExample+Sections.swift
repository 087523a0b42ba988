extension FaultExample {
  static let sections = table(
    """
    deploy: {}
    > 5:1: unknown key `deploy` in the recipe
    > hint: known keys: version, name, description, extends, variables, secrets, matrix, base, disk, steps, builder, seal, \
    properties, profile, allow-mismatch, verify, publish

    buidler: {cpus: 1}
    > 5:1: unknown key `buidler` in the recipe
    > hint: did you mean `builder`?

    publish: {share-with: [p], visibility: private}
    > 5:23: `share-with` needs `visibility: shared`

    publish: {visibility: everybody}
    > 5:23: `visibility` must be `private` or `shared` or `community` or `public`, not `everybody`

    publish: {keep: -1}
    > 5:17: `keep` must be from 0 to 1000, not -1

    publish: {clouds: [{cloud: a, stores: [s]}]}
    > 5:39: `stores` needs `import: true`

    publish: {clouds: [{name: a}]}
    > 5:20: a cloud needs the key `cloud`

    publish: {clouds: [{cloud: a, format: qed}]}
    > 5:39: `format` must be `qcow2` or `raw` or `vmdk` or `vhd` or `vhdx`, not `qed`

    publish: {cloud: demo}
    > 5:11: unknown key `cloud` in `publish`
    > hint: the clouds stand under `clouds`, as a list

    disk: 4 GiB
    > 5:7: `disk` must be a mapping of keys and values, not `4 GiB`

    disk: {}
    > 5:7: `disk` needs the key `size`

    disk: {size: 512 MiB}
    > 5:14: `size` must be from 1 GiB to 64 TiB, not 512 MiB

    disk: {size: 4}
    > 5:14: `size` must be from 1 GiB to 64 TiB, not 4 B
    > hint: a number without a unit counts bytes: write 4 GiB

    disk: {size: big}
    > 5:14: `size` must be a size, not `big`
    > hint: write 4 GiB

    disk:
    > 5:1: `disk` has no value

    builder: {cpus: "2"}
    > 5:17: `cpus` must be a number, not `2`
    > hint: write 2 without quotes

    builder: {cpus: 0, memory: 1 MiB}
    > 5:17: `cpus` must be from 1 to 64, not 0
    > 5:28: `memory` must be from 256 MiB to 1 TiB, not 1 MiB

    seal: {keep: [logz]}
    > 5:15: there is no seal item `logz`
    > hint: did you mean `logs`?

    seal: {remove: [var/log, "/*"]}
    > 5:17: a pattern must be an absolute path in the guest, not `var/log`
    > 5:26: `/*` would remove a whole system

    properties: {a b: 1, c: [1], d: }
    > 5:14: `a b` is not a property's name
    > 5:25: `c` must be a text, not a list
    > 5:30: `d` has no value

    properties: {db_password: hunter22}
    > 5:27: warning: `db_password` looks like a secret in plain text
    > hint: declare it under `secrets`, or create it when the machine first boots

    verify: false
    > 5:9: warning: the image is not booted before it is used
    > hint: leave `verify: false` out to have it proved

    verify: no
    > 5:9: `verify` must be true or false, not `no`
    > hint: write false

    verify: {tests: [{htp: {port: 80}}]}
    > 5:19: unknown key `htp` in a test
    > hint: did you mean `http`?

    verify: {tests: [{http: {port: 99999, path: x}}]}
    > 5:32: `port` must be from 1 to 65535, not 99999
    > 5:45: `path` must be a path that starts with `/`, not `x`

    verify: {timeout: 10}
    > 5:19: `timeout` must be a duration, not `10`
    > hint: write 10s

    ? [a]
    : b
    > 5:3: a key of the recipe must be a text
    """)
}
