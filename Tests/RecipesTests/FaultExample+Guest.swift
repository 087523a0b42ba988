extension FaultExample {
  static let guest = table(
    """
    steps: [{drivers: /srv/virtio-win.iso}]
    > 5:19: `drivers` must be relative to the recipe's folder, or a URL
    > hint: write file:///srv/virtio-win.iso

    steps: [{drivers: {virtio: {url: "ftp://example.org/virtio-win.iso"}}}]
    > 5:34: `url` must be an http, https or file URL, not `ftp://example.org/virtio-win.iso`

    steps: [{drivers: {virtio: {url: "https://example.org/virtio-win.iso", sha256: ab}}}]
    > 5:72: unknown key `sha256` in `virtio`
    > hint: write `checksum: sha256:…`

    steps: [{drivers: {only: ["a b"], force: 1}}]
    > 5:19: `drivers` needs the key `virtio`
    > 5:27: a driver must be a driver's name such as `viostor`, not `a b`
    > 5:42: `force` must be true or false, not `1`

    steps: [{guest-agent: /srv/qemu-ga.msi}]
    > 5:23: `guest-agent` must be relative to the recipe's folder, or a URL
    > hint: write file:///srv/qemu-ga.msi

    steps: [{cloudbase-init: {user: a}}]
    > 5:26: `cloudbase-init` needs the key `msi`

    steps: [{cloudbase-init: {msi: "file:///a.msi", metadata: [config-driv]}}]
    > 5:60: there is no metadata service `config-driv`
    > hint: did you mean config-drive?

    steps: [{registry: [{key: 'HKCU\\Software\\x', set: {a: b}}]}]
    > 5:27: `key` must be a key such as `HKLM\\SOFTWARE\\Vendor` or `HKLM\\SYSTEM\\CurrentControlSet\\…`, not of a user
    > hint: a script at the first boot can change what belongs to users

    steps: [{registry: [{key: 'HKLM\\SAM\\x', set: {a: b}}]}]
    > 5:27: `key` must be a key such as `HKLM\\SOFTWARE\\Vendor` or `HKLM\\SYSTEM\\CurrentControlSet\\…`, not `HKLM\\SAM\\x`

    steps: [{registry: [{key: 'HKLM\\SOFTWARE\\x', remove: true}]}]
    > 5:21: `remove` takes a key below another, such as `HKLM\\SOFTWARE\\Vendor\\Product`

    steps: [{registry: [{key: 'HKLM\\SOFTWARE\\x'}]}]
    > 5:21: the key does nothing
    > hint: give `set`, `delete` or `remove`

    steps: [{registry: [{key: 'HKLM\\SOFTWARE\\x', set: {a: {binary: 0f0}}}]}]
    > 5:64: `binary` must be digits in pairs such as `00ff`, not `0f0`

    steps: [{registry: []}]
    > 5:20: `registry` does nothing
    > hint: name a key, with `set`, `delete` or `remove`

    steps: [{features: {install: ["a b"], enable: [c]}}]
    > 5:31: a feature must be a feature's name, such as `TelnetClient`, not `a b`
    > 5:39: unknown key `enable` in `features`
    > hint: what is to be there is `install`

    steps: [{features: {install: [A], remove: [a]}}]
    > 5:20: `a` cannot be both installed and removed

    steps: [{features: {roles: []}}]
    > 5:20: `features` does nothing
    > hint: give `install`, `remove` or `roles`

    steps: [{updates: false}, {updates: {categories: [securty], exclude: [KB12], restarts: 0}}]
    > 5:19: `updates: false` does nothing
    > hint: leave the step out, or use `when`
    > 5:51: a category must be `critical` or `definitions` or `drivers` or `feature-packs` or `rollups` or \
    `security` or `service-packs` or `tools` or `updates`, not `securty`
    > hint: did you mean `security`?
    > 5:71: an update must be an article such as `KB5034439`, not `KB12`
    > 5:88: `restarts` must be from 1 to 50, not 0

    steps: [{remote-desktop: {nla: true}}]
    > 5:26: `remote-desktop` needs the key `allow`
    > 5:27: unknown key `nla` in `remote-desktop`
    > hint: write `authenticate`

    steps: [{firewall: {enable: [public], disable: [public], open: [70000]}}]
    > 5:65: a port must be a port such as `443`, `53/udp` or `6000-6010/tcp`, not `70000`

    steps: [{firewall: {enable: [public], disable: [public, home]}}]
    > 5:57: a network must be `domain` or `private` or `public`, not `home`

    steps: [{firewall: {enable: [public], disable: [public]}}, {firewall: {}}]
    > 5:20: the firewall cannot be both on and off for `public`
    > 5:71: `firewall` does nothing
    > hint: give `enable`, `disable` or `open`

    steps: [{product-key: AAAAA-BBBBB}]
    > 5:23: `product-key` must be five groups of five letters and digits

    steps: [{sysprep: false}]
    > 5:19: `sysprep: false` does nothing
    > hint: leave the step out, or use `when`

    steps: [{sysprep: {time-zone: Europe/Berln, keyboard: xx, locale: german, unattend: a}}]
    > 5:31: `time-zone`: Windows has no time zone Europe/Berln
    > hint: did you mean Europe/Berlin?
    > 5:55: `keyboard`: no keyboard of Windows is known for xx
    > hint: give Windows' identifiers, such as 0407:00000407
    > 5:67: `locale`: german is no locale that Windows has
    > hint: write one with its country, such as de-DE or de_DE.UTF-8
    > 5:75: unknown key `unattend` in `sysprep`
    > hint: the answer file is written from the other keys

    steps: [{sysprep: {administrator-password: "", copy-profile: yes}}]
    > 5:44: `administrator-password` is empty
    > 5:62: `copy-profile` must be true or false, not `yes`
    > hint: write true

    steps: [{in: guest, drivers: "file:///srv/virtio-win.iso"}]
    > 5:14: `drivers` runs in `appliance` only

    steps: [{delete: /etc}]
    > 5:18: `/etc` cannot be deleted: the system needs that folder

    steps: [{delete: [a, "/*", /x/../y]}]
    > 5:19: `a` cannot be deleted: it must be absolute
    > 5:22: `/*` cannot be deleted: a pattern for the topmost folders is too wide
    > 5:28: `/x/../y` cannot be deleted: it must not contain `.` or `..`

    steps: [{delete: []}]
    > 5:18: `delete` does nothing
    > hint: name the files to delete

    steps: [{mkdir: srv}]
    > 5:17: `mkdir` must be an absolute path in the guest, not `srv`

    steps: [{link: {path: /a, src: b}}]
    > 5:16: `link` needs the key `target`
    > 5:27: unknown key `src` in `link`
    > hint: what the link points to is `target`

    steps: [{edit: {path: /a, line: x, replace: y}}]
    > 5:16: `edit` needs the key `with`
    > 5:36: `edit` takes either `line` or `replace`, not both

    steps: [{edit: {path: /a, line: x, match: "(", regexp: y}}]
    > 5:43: `match` must be a regular expression, not `(`
    > hint: brackets and the like stand for themselves behind a backslash: \\(
    > 5:48: unknown key `regexp` in `edit`
    > hint: the pattern of the line that is replaced is `match`

    steps: [{edit: {path: /a, line: x, after: a, before: b}}]
    > 5:54: a line goes either `after` or `before` another

    steps: [{edit: {path: /a, line: "x\\ny"}}]
    > 5:33: `line` must be one line
    > hint: give each line a step of its own

    steps: [{users: [{name: web, password: hunter22}]}]
    > 5:30: unknown key `password` in a user
    > hint: a password does not stand in a recipe: give `password-hash`, as `openssl passwd -6` prints it

    steps: [{users: [{name: Web User, password-hash: hunter22}]}]
    > 5:25: `name` must be an account's name, not `Web User`
    > 5:50: `password-hash` is no password hash of crypt(3)
    > hint: `openssl passwd -6` or `mkpasswd` make one; it starts with `$6$` or `$y$`

    steps: [{users: [{name: web, sudo: all, ssh-keys: [abc]}]}]
    > 5:36: `sudo` must be true, `nopasswd` or a rule, not `all`
    > hint: a rule looks like `ALL=(ALL) NOPASSWD: /usr/bin/apt`
    > 5:52: a key must be a public SSH key, such as `ssh-ed25519 AAAA…`, not `abc`

    steps: [{users: {name: web, remove: true, uid: 5}}]
    > 5:17: a user that is removed takes `name` and `remove` only

    steps: [{hostname: a_b}, {hostname: -a}]
    > 5:20: `hostname` must be a host name of letters, digits and `-`, at most 64, not `a_b`
    > 5:37: `hostname` must be a host name of letters, digits and `-`, at most 64, not `-a`

    steps: [{timezone: ../../etc/passwd}]
    > 5:20: `timezone` must be a time zone such as `Europe/Berlin`, not `../../etc/passwd`

    steps: [{locale: german}]
    > 5:18: `locale` must be a locale such as `de_DE.UTF-8`, not `german`

    steps: [{keyboard: {layout: "d e", varient: x}}]
    > 5:29: `layout` must be a name of xkeyboard-config, such as `de`, not `d e`
    > 5:36: unknown key `varient` in `keyboard`
    > hint: did you mean `variant`?

    steps: [{cloud-init: {datasources: [Openstack]}}]
    > 5:37: cloud-init has no data source `Openstack`
    > hint: did you mean `OpenStack`?

    steps: [{cloud-init: {config: [a], name: ../x}}]
    > 5:31: `config` must be a mapping of keys and values, not a list
    > 5:42: `name` must be a file's name, without folders, not `../x`

    steps: [{kernel-arguments: {add: ["a b", "$(x)"]}}]
    > 5:35: an argument must be one argument such as `console=ttyS0`, not `a b`
    > 5:42: an argument must be one argument such as `console=ttyS0`, not `$(x)`

    steps: [{reboot: false}]
    > 5:18: `reboot: false` does nothing
    > hint: leave the step out, or use `when`

    steps: [{reboot: true, in: appliance}]
    > 5:28: `reboot` runs in `guest` only

    steps: [{firstboot: {}}]
    > 5:21: `firstboot` needs the key `script` or `file`
    """)
}
