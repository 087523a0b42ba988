extension StepExample {
  static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGV0aGlzIGlzIG5vIGtleSBhdCBhbGwgMTIzNDU2"
  private static let hash =
    "$6$salt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4XMS130MTSuDDl3aCI6WouIL9AjRbLCelDCy.g."

  static let steps = #"""
      - hostname: web.example.org
      - timezone: Europe/Berlin
      - locale: en_GB
      - keyboard: {layout: de, variant: nodeadkeys}
      - mkdir: {path: /srv/www, owner: "www-data:games", mode: "2750"}
      - mkdir: /srv/plain/deep
      - link: {path: /srv/link, target: www}
      - link: {path: /srv/link, target: plain, force: true}
      - write: {path: /srv/a b.old, content: x}
      - delete: [/srv/plain/d*, "/srv/a *.old", /srv/none]
      - copy: {from: app.tar, to: /srv/out, extract: true, owner: "games:www-data", mode: "0640"}
      - edit: {path: /etc/ssh/sshd_config, match: "^#?PermitRootLogin", line: PermitRootLogin no}
      - edit: {path: /etc/login.defs, replace: "^UMASK(\\s+)022", with: "UMASK$1027"}
      - edit: {path: /srv/list, line: one, create: true}
      - users:
          - name: web
            password-hash: "HASH"
            groups: [adm, www-data]
            comment: It's "the web"
            sudo: nopasswd
            ssh-keys: [{file: keys/web.pub}, "KEY other"]
          - {name: worker, system: true, home: /srv/www, uid: 777}
          - {name: list, remove: true}
      - users: [{name: web, groups: [games], lock: true, shell: /bin/sh, ssh-keys: ["KEY again"]}]
      - cloud-init:
          datasources: [ConfigDrive, OpenStack, None]
          config: {manage_etc_hosts: false, ntp: {enabled: false, servers: ["a.example.org"]}}
      - kernel-arguments: {add: [net.ifnames=0, quiet], remove: [console=tty0]}
      - kernel-arguments: {remove: [quiet]}
      - firstboot: {script: 'echo "first $WORD in $(pwd)"', environment: {WORD: "it's"}}
      - firstboot: {script: "#!/bin/sh -e\necho second"}
      - services: {mask: [cron.service, apt-daily.timer], disable: [ssh]}
      - services: {unmask: [apt-daily.timer], enable: [ssh]}
      - {when: "os.distro == 'ubuntu'", delete: /etc/passwd}
      - {when: "'debian' in os.like and os.version >= 12", write: {path: /srv/when, content: x}}

    """#.replacing("HASH", with: hash).replacing("KEY", with: key)

  static let question = #"""
    cat /etc/hostname; grep 127.0.1.1 /etc/hosts
    readlink /etc/localtime; cat /etc/timezone
    cat /etc/default/locale; locale -a | grep en_GB
    cat /etc/default/keyboard
    stat -c '%a %U %G %F %n' /srv/www /srv/plain
    readlink /srv/link; ls /srv /srv/plain
    cd /srv/out && find . -mindepth 1 -exec stat -c '%a %U %G %n' {} + | sort -k4; cat */it*
    grep -n '^#*PermitRootLogin' /etc/ssh/sshd_config; grep '^UMASK' /etc/login.defs; cat /srv/list
    stat -c '%a %U' /etc/ssh/sshd_config
    grep -E '^(web|worker|list):' /etc/passwd; grep ^web: /etc/shadow | cut -d: -f2
    id -nG web
    cat /home/web/.ssh/authorized_keys
    stat -c '%a %U %G %n' /home/web/.ssh /home/web/.ssh/authorized_keys /etc/sudoers.d/imgbuild-web
    cat /etc/sudoers.d/imgbuild-web
    cat /etc/cloud/cloud.cfg.d/99-imgbuild.cfg /etc/cloud/cloud.cfg.d/99-imgbuild-datasources.cfg
    grep -E '^\s*linux\s' /boot/grub/grub.cfg | head -n 1 | sed 's/.*ro //; s/ *$//'
    systemctl is-enabled cron.service apt-daily.timer ssh imgbuild-firstboot
    stat -c '%a %n' /var/lib/imgbuild/firstboot.d/*/script
    """#

  static let answer = #"""
    web.example.org
    127.0.1.1 web.example.org web
    /usr/share/zoneinfo/Europe/Berlin
    Europe/Berlin
    LANG="en_GB"
    en_GB
    en_GB.iso88591
    XKBMODEL="pc105"
    XKBLAYOUT="de"
    XKBVARIANT="nodeadkeys"
    XKBOPTIONS=""
    BACKSPACE="guess"
    2750 www-data games directory /srv/www
    755 root root directory /srv/plain
    plain
    /srv:
    link
    list
    out
    plain
    when
    www

    /srv/plain:
    750 games www-data ./app
    750 games www-data ./app/bin
    640 games www-data ./app/bin/run
    640 games www-data ./app/it's here
    spaces
    33:PermitRootLogin no
    UMASK		027
    one
    644 root
    web:x:1000:1000:It's "the web":/home/web:/bin/sh
    worker:x:777:777::/srv/www:/usr/sbin/nologin
    !HASH
    web adm www-data games
    KEY file
    700 web web /home/web/.ssh
    600 web web /home/web/.ssh/authorized_keys
    440 root root /etc/sudoers.d/imgbuild-web
    web ALL=(ALL:ALL) NOPASSWD: ALL
    #cloud-config
    manage_etc_hosts: false
    ntp:
      enabled: false
      servers:
        - "a.example.org"
    datasource_list: [ ConfigDrive, OpenStack, None ]
    console=ttyS0,115200 net.ifnames=0
    masked
    disabled
    enabled
    enabled
    700 /var/lib/imgbuild/firstboot.d/0001/script
    700 /var/lib/imgbuild/firstboot.d/0002/script
    """#.replacing("HASH", with: hash).replacing("KEY", with: key)

  static let failures: [(step: String, message: String, hint: String?)] = [
    (
      "timezone: Europe/Berln",
      "setting the time zone: the guest knows no time zone Europe/Berln",
      "did you mean Europe/Berlin?"
    ),
    (
      "locale: de_DE.UTF8", "setting the locale: the guest knows no locale de_DE.UTF8",
      "did you mean de_DE.UTF-8?"
    ),
    (
      "users: [{name: web, groups: [wheel]}]",
      "setting up users: the guest has no group wheel, in which web is to be",
      "create it in an earlier step, or install the package that does"
    ),
    (
      "users: [{name: web, sudo: 'ALL=(ALL NOPASSWD: x'}]",
      "setting up users: visudo refuses the sudo rule of web: web ALL=(ALL NOPASSWD: x",
      "a rule looks like ALL=(ALL) NOPASSWD: /usr/bin/apt"
    ),
    (
      "cloud-init: {name: 50-wrong, config: {ntp: {enabled: maybe}}}",
      "configuring cloud-init: cloud-init refuses 50-wrong.cfg",
      "lines below are counted from the file's first, #cloud-config"
    ),
    (
      "edit: {path: /etc/hosts, replace: nowhere, with: x}",
      "editing /etc/hosts: nothing matches nowhere",
      "if that is right, say `optional: true`"
    ),
    (
      "link: {path: /etc/hosts, target: x}", "making a link: /etc/hosts is there already",
      "`force: true` replaces it"
    ),
    (
      "mkdir: /etc/hosts", "making a folder: /etc/hosts is there, and is no folder", nil
    ),
    (
      "services: {enable: [no-such]}",
      "changing services: systemctl enable no-such did not succeed",
      "is the unit's package installed by an earlier step?"
    ),
  ]

  /// Without the mark of a builder, the unit would run: its condition is all that keeps it from it.
  static let booted = """
    unit=imgbuild-firstboot.service
    systemctl show $unit -p After --value | tr ' ' '\\n' | grep -x -e network-online.target \\
      -e cloud-config.service | sort
    systemctl start --job-mode=ignore-dependencies $unit
    systemctl show $unit -p ConditionResult --value
    test -n "$(systemctl show $unit -p ConditionTimestamp --value)" && echo asked
    ls /var/lib/imgbuild/firstboot.d
    touch /run/before
    """

  static let restarted = """
    test -e /run/before || echo another boot
    sh /var/lib/imgbuild/firstboot 2>/dev/null | grep -v ^running
    ls -d /var/lib/imgbuild /etc/systemd/system/*firstboot* 2>/dev/null || echo nothing left
    tr ' ' '\\n' < /proc/cmdline | grep -E 'ifnames|tty0|quiet'
    """
}
