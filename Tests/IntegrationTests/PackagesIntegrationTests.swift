import BuildFoundation
import Foundation
import Guests
import HostKit
import Pipeline
import Recipes
import Steps
import SystemPackage
import TestSupport
import Testing

/// Packages from a signed repository, mounted and booted, and a playbook, on a real disk.
@Suite(
  .serialized,
  .needs(
    "mmdebstrap", "qemu-img", "qemu-storage-daemon", "qemu-system-x86_64", "dpkg-deb",
    "apt-ftparchive", "gpg", "ansible-playbook"))
struct PackagesIntegrationTests {
  private let folder: TemporaryFolder
  private let events = EventRecorder()

  init() throws {
    folder = try TemporaryFolder()
    let made = try ToolRun("sh", ["-c", Self.vendor, "sh", folder.path.string])
    try #require(made.status == 0, "\(made.output)")
    _ = try folder.write("play/files/page.txt", "a page\n")
    _ = try folder.write("play/site.yml", Self.playbook)
  }

  /// Two versions of a package with a service, in repositories of their own.
  private static let vendor = #"""
    set -eu
    cd "$1"
    mkdir -p play/files
    export GNUPGHOME="$1/gnupg"
    mkdir -m 700 gnupg
    for name in vendor other; do
      gpg --batch --quiet --passphrase '' --quick-generate-key $name@example.org rsa2048 sign never
      gpg --batch --armor --export $name@example.org > $name.asc
    done
    for version in 1 2; do
      root=hello-$version
      mkdir -p $root/DEBIAN $root/opt $root/lib/systemd/system $version
      printf 'Package: imgbuild-hello\nVersion: %s\nArchitecture: all\nMaintainer: x <x@x>\n' \
        $version > $root/DEBIAN/control
      printf 'Depends: init-system-helpers\nDescription: For tests\n' >> $root/DEBIAN/control
      printf '#!/bin/sh\nset -e\ninvoke-rc.d imgbuild-hello start\n' > $root/DEBIAN/postinst
      chmod 0755 $root/DEBIAN/postinst
      printf '[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/touch /opt/hello-runs\n' \
        > $root/lib/systemd/system/imgbuild-hello.service
      echo $version > $root/opt/hello-version
      dpkg-deb --root-owner-group --build $root $version/hello.deb > /dev/null
      (
        cd $version
        apt-ftparchive packages . > Packages
        apt-ftparchive release . > Release.new
        gpg --batch --quiet --local-user vendor@example.org --clearsign --output InRelease Release.new
        rm Release.new
      )
    done
    gpgconf --kill all
    """#

  private static let playbook = """
    - hosts: all
      tasks:
        - name: copy the page
          copy: {src: page.txt, dest: /opt/page, mode: "0640", owner: www-data}
        - name: change a line
          lineinfile: {path: /opt/page, regexp: page, line: "{{ word }}"}
        - name: run a command
          command: sh -c 'echo {{ ansible_facts.distribution }} > /opt/distribution'

    """

  @Test(.timeLimit(.minutes(15)))
  func packagesAndPlaybooksChangeTheDisk() async throws {
    try await LocalHost.withDisk(in: folder) { host, disk in
      try await host.withAppliance(
        on: disk, layout: SharedBase.layout, report: StepReport("test", to: events)
      ) { guest in
        try await checkInstallation(guest)
        try await checkFailures(guest)
        try await checkPlaybook(guest)
      }
    }
  }

  /// Where the system runs, its services may.
  @Test(.timeLimit(.minutes(15)))
  func packagesStartServicesInABootedGuest() async throws {
    try await LocalHost.withDisk(in: folder) { host, disk in
      try await host.withBuilder(
        on: disk, settings: BuilderSettings(), report: StepReport("test", to: events)
      ) { guest in
        try await apply(Self.installation, to: guest)
        try await expect(
          guest, "cat /opt/hello-version; ls /opt/hello-runs", "1\n/opt/hello-runs")
      }
    }
  }

  /// Only what this test brings: the result must not depend on a mirror.
  private static let installation = """
    - run: {script: "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/*"}
    - copy: {from: "1", to: /opt/vendor}
    - packages:
        install: [imgbuild-hello]
        repositories: [{name: vendor, url: "file:///opt/vendor", suite: ./, key: vendor.asc}]
    """

  private func checkInstallation(_ guest: any Guest) async throws {
    try await apply(Self.installation, to: guest)
    let state =
      "cat /opt/hello-version; ls /opt/hello-runs /usr/sbin/policy-rc.d 2> /dev/null; true"
    try await expect(guest, state, "1")
    try await apply(
      """
      - copy: {from: "2", to: /opt/vendor}
      - packages: {upgrade: true}
      """, to: guest)
    try await expect(guest, state, "2")
    try await apply("- packages: {remove: [imgbuild-hello]}", to: guest)
    try await expect(guest, state, "")
  }

  private func checkFailures(_ guest: any Guest) async throws {
    let slip = await #expect(throws: BuildError.self) {
      try await apply("- packages: {install: [imgbuild-helo]}", to: guest)
    }
    #expect(slip?.hint == "did you mean `imgbuild-hello`?")
    #expect(slip?.message.contains("E: Unable to locate package imgbuild-helo") == true)
    let wrong = await #expect(throws: BuildError.self) {
      try await apply(
        """
        - packages:
            repositories: [{name: other, url: "file:///opt/vendor/.", suite: ./, key: other.asc}]
        """, to: guest)
    }
    #expect(wrong?.hint?.contains("`key`") == true, "\(wrong as Any)")
    #expect(wrong?.output.isEmpty == false)
    let missing = await #expect(throws: BuildError.self) {
      try await apply(
        """
        - run: {script: "rm /etc/apt/sources.list.d/other.sources"}
        - packages:
            repositories: [{name: gone, url: "file:///opt/gone", suite: ./, trusted: true}]
        """, to: guest)
    }
    #expect(missing?.hint?.contains("could not reach") == true, "\(missing as Any)")
    try await apply("- run: {script: \"rm /etc/apt/sources.list.d/gone.sources\"}", to: guest)
  }

  private func checkPlaybook(_ guest: any Guest) async throws {
    try await apply(
      "- ansible: {playbook: play/site.yml, variables: {word: changed}}", to: guest)
    try await expect(
      guest,
      "stat -c '%a %U' /opt/page; cat /opt/page /opt/distribution; ls -d /tmp/.imgb* || true",
      "640 www-data\nchanged\nDebian")
  }

  private func expect(_ guest: any Guest, _ script: String, _ output: String) async throws {
    let found = try await guest.output(
      of: .shell("exec 2> /dev/null\n" + script), doing: "reading back")
    #expect(found == output)
  }

  /// Applies the steps of a recipe, as a build does.
  private func apply(_ steps: String, to guest: any Guest) async throws {
    let file = try folder.write(
      "recipe.yml",
      """
      version: 1
      name: packages
      base: {bootstrap: {distribution: debian, suite: bookworm}}
      steps:
      \(steps.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))

      """)
    let report = StepReport("test", to: events)
    for step in RecipeSteps.make(try RecipeLoader().load(file)) {
      try await step.apply(to: guest, scratch: scratch, report: report)
    }
  }

  private var scratch: BuildScratch {
    BuildScratch(
      id: "itest", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
  }
}
