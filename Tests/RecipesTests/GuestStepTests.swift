import BuildFoundation
import Foundation
import Recipes
import Testing
import WindowsSetup

@Suite("Reading steps that change the guest's settings")
struct GuestStepTests {
  private func actions(_ steps: String) throws -> [StepAction] {
    try check(minimal("steps:\n\(steps)")).get().steps.map(\.action)
  }

  private func located<Value>(_ value: Value) -> Located<Value> {
    Located(value, at: SourceLocation(file: "r.yml", line: 1, column: 1))
  }

  @Test("each step says how long its layer is good for")
  func caching() throws {
    let steps = try check(
      minimal(
        """
        steps:
          - {cache: never, run: {script: a}}
          - {cache: daily, packages: {install: [b]}}
          - {cache: auto, reboot: true}
          - {run: {script: c}}
        """)
    ).get().steps
    #expect(steps.map(\.cache) == [.never, .daily, .auto, .auto])
  }

  @Test("short forms say the same as long ones")
  func shorthands() throws {
    let short = try actions(
      """
        - hostname: web
        - timezone: Europe/Berlin
        - locale: de_DE.UTF-8
        - keyboard: de
        - delete: /etc/motd
        - delete: [/a, "/b/*"]
        - mkdir: /srv/www
        - users: [{name: web}]
        - reboot: true
      """)
    let long = try actions(
      """
        - hostname: {name: web}
        - timezone: {zone: Europe/Berlin}
        - locale: {name: de_DE.UTF-8}
        - keyboard: {layout: de, model: pc105}
        - delete: {paths: [/etc/motd]}
        - delete: {paths: [/a, "/b/*"]}
        - mkdir: {path: /srv/www, parents: true}
        - users: {name: web}
        - reboot: {}
      """)
    #expect(short == long)
    #expect(short[5] == .delete(DeleteStep([located("/a"), located("/b/*")])))
  }

  @Test("every key reaches the model")
  func everyKey() throws {
    let found = try actions(
      """
        - link: {path: /a, target: ../b, force: true}
        - mkdir: {path: /srv, owner: "web:adm", mode: "0700", parents: false}
        - edit: {path: /a, line: x, match: "^y", all: true, after: z, create: true, optional: true}
        - edit: {path: /a, replace: "(a)", with: "$1"}
        - services: {unmask: [a]}
        - kernel-arguments: {add: [a=1], remove: [b]}
        - firstboot: {script: "echo", interpreter: /bin/bash, environment: {A: b}}
        - keyboard: {layout: de, model: pc104, variant: neo, options: "compose:ralt"}
      """)
    #expect(
      found == [
        .link(LinkStep(path: located("/a"), target: "../b", force: true)),
        .makeFolder(
          MakeFolderStep(
            path: located("/srv"), owner: "web", group: "adm", mode: 0o700, parents: false)),
        .edit(
          EditStep(
            path: located("/a"),
            .line(.init("x", match: "^y", all: true, position: .after("z"))), create: true,
            optional: true)),
        .edit(EditStep(path: located("/a"), .replace(.init("(a)", with: "$1")))),
        .services(ServicesStep(unmask: [located("a")])),
        .kernelArguments(KernelArgumentsStep(add: ["a=1"], remove: ["b"])),
        .firstBoot(
          FirstBootStep(
            .inline(located("echo")), interpreter: "/bin/bash", environment: ["A": "b"])),
        .keyboard(
          KeyboardStep(
            layout: located("de"), model: "pc104", variant: "neo", options: "compose:ralt")),
      ])
  }

  @Test("a user has all that is said of it")
  func user() throws {
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGV0aGlzIGlzIG5vIGtleSBhdCBhbGwgMTIzNDU2"
    let found = try actions(
      """
        - users:
            - name: web
              password-hash: "!"
              lock: false
              groups: [adm]
              shell: /bin/zsh
              home: /srv/web
              uid: 2000
              system: true
              comment: The web
              ssh-keys: ["\(key) me"]
              sudo: "ALL=(ALL) ALL"
            - {name: a, sudo: true}
            - {name: b, sudo: nopasswd}
            - {name: c, sudo: false}
            - {name: d, remove: true}
      """)
    let web = UserAccount(
      located("web"), passwordHash: PasswordHash(located("!")), lock: false, groups: ["adm"],
      shell: "/bin/zsh", home: "/srv/web", uid: 2000, system: true, comment: "The web",
      keys: [.text(located("\(key) me"))], sudo: .rule("ALL=(ALL) ALL"))
    #expect(
      found == [
        .users(
          UsersStep([
            web, UserAccount(located("a"), sudo: .withPassword),
            UserAccount(located("b"), sudo: .withoutPassword), UserAccount(located("c")),
            UserAccount(located("d"), remove: true),
          ]))
      ])
  }

  @Test("cloud-init's configuration becomes YAML, with variables put in")
  func configuration() throws {
    let text = """
      variables: {zone: Europe/Berlin, count: 3}
      steps:
        - cloud-init:
            name: 50-mine.cfg
            datasources: [OpenStack, None]
            config:
              timezone: ${zone}
              number: ${count}
              text: "5"
              "odd key": it's "x"
              truth: true
              empty: {list: [], mapping: {}, null: ~}
              runcmd: [[ls, -l], {a: b, c: [1, 2.5]}]
              script: |
                one
                two
      """
    let recipe = try check(minimal(text)).get()
    guard case .cloudInit(let step) = recipe.steps.first?.action else { return }
    #expect(step.name == "50-mine")
    #expect(step.datasources == ["OpenStack", "None"])
    #expect(
      step.config == #"""
        timezone: "Europe/Berlin"
        number: 3
        text: "5"
        "odd key": "it's \"x\""
        truth: true
        empty:
          list: []
          mapping: {}
          null: ~
        runcmd:
          - - "ls"
            - "-l"
          - a: "b"
            c:
              - 1
              - 2.5
        script: "one\ntwo"
        """#)
  }

  @Test("files of Windows' steps are here, or are fetched")
  func hostFiles() throws {
    let digits = String(repeating: "ab", count: 32)
    let recipe = try check(
      minimal(
        """
        variables: {agent: "https://example.org/v.msi"}
        steps:
          - guest-agent: ${agent}
          - guest-agent: file:///srv/qemu-ga.msi
          - guest-agent: https://user@example.org/a/qemu%2Dga.msi?x=1
          - guest-agent:
              from: {url: [https://a.example/g.msi, http://b.example/g.msi], checksum: "sha256:\(digits)"}
        """)
    ).get()
    let actions = recipe.steps.map(\.action)
    let files = actions.compactMap { action -> HostFile? in
      if case .guestAgent(let step) = action { step.source } else { nil }
    }
    #expect(files.map(\.name) == ["v.msi", "file:///srv/qemu-ga.msi", "qemu-ga.msi", "g.msi"])
    #expect(actions.map(\.sources.count) == [1, 0, 1, 1])
    guard case .fetched(let source) = files.last, case .urls(let urls) = source.place else {
      Issue.record("it is not fetched")
      return
    }
    #expect(urls.map(\.value) == ["https://a.example/g.msi", "http://b.example/g.msi"])
    guard case .literal(let digest) = source.checksum else {
      Issue.record("it has no checksum")
      return
    }
    #expect(digest.value.hex == digits)
  }

  @Test("a restart needs no place")
  func reboot() throws {
    let recipe = try check(minimal("steps: [{reboot: true}]")).get()
    #expect(recipe.steps.first?.place == .guest)
  }

  @Test("sysprep says by Windows' names what a recipe says by the field's")
  func sysprep() throws {
    let found = try actions(
      """
        - sysprep: true
        - sysprep: {}
        - sysprep:
            language: de_DE.UTF-8
            locale: en-GB
            keyboard: de
            time-zone: Europe/Berlin
            administrator-password: Passw0rd!
            copy-profile: true
            keep-devices: false
      """)
    #expect(found[0] == .sysprep(SysprepStep()) && found[1] == found[0])
    #expect(
      found[2]
        == .sysprep(
          SysprepStep(
            language: "de-DE", locale: "en-GB", keyboard: "0407:00000407",
            timeZone: "W. Europe Standard Time",
            administratorPassword: SecretText(located("Passw0rd!")), copiesProfile: true,
            keepsDevices: false)))
    let encoded = try String(decoding: JSONEncoder().encode(found[2]), as: UTF8.self)
    #expect(!encoded.contains("Passw0rd!") && !"\(found[2])".contains("Passw0rd!"))
  }

  @Test("what Windows is told reaches the model")
  func windowsSettings() throws {
    let found = try actions(
      """
        - features: {install: [TelnetClient], remove: [SMB1Protocol], roles: [Web-Server]}
        - updates: true
        - updates: {categories: [security, rollups], exclude: [KB5034439, "890830"], restarts: 3}
        - updates: {search: "IsInstalled=0"}
        - remote-desktop: true
        - remote-desktop: {allow: false, authenticate: false}
        - firewall: false
        - firewall: {enable: [public], disable: [domain], open: [443, 53/udp]}
        - product-key: VDYBN-27WPP-V4HQT-9VMD4-VMK7H
        - timezone: W. Europe Standard Time
      """)
    var updates = FirstBootPlan.Updates()
    updates.categories = [.security, .rollups]
    updates.excluding = [5_034_439, 890_830]
    updates.restarts = 3
    var searched = FirstBootPlan.Updates()
    searched.search = "IsInstalled=0"
    let ports = ["443", "53/udp"].compactMap { FirewallPort($0) }
    let key = "VDYBN-27WPP-V4HQT-9VMD4-VMK7H"
    #expect(
      found == [
        .features(
          FeaturesStep(
            install: ["TelnetClient"], remove: ["SMB1Protocol"], roles: ["Web-Server"])),
        .updates(UpdatesStep()), .updates(UpdatesStep(updates)), .updates(UpdatesStep(searched)),
        .remoteDesktop(RemoteDesktopStep()),
        .remoteDesktop(RemoteDesktopStep(isLetIn: false, authenticates: false)),
        .firewall(FirewallStep(profiles: [.domain: false, .private: false, .public: false])),
        .firewall(FirewallStep(profiles: [.public: true, .domain: false], open: ports)),
        .productKey(ProductKeyStep(SecretText(located(key)))),
        .timezone(TimezoneStep(located("W. Europe Standard Time"))),
      ])
    let encoded = try String(decoding: JSONEncoder().encode(found[8]), as: UTF8.self)
    #expect(!encoded.contains("VDYBN") && !found[8].summary.contains("VDYBN"))
    #expect(found[7].summary == "firewall: on for public; off for domain; open 443/tcp, 53/udp")
  }
}
