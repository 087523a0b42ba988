import BuildFoundation

extension AnswerFileOptions {
  /// The firewall's group of rules for Remote Desktop: "Group (FirewallGroup)".
  private static let remoteDesktopGroup = "@FirewallAPI.dll,-28752"

  /// What is set in the installed Windows before its first start is over.
  var specialize: [MarkupElement] {
    let shell: [MarkupElement] = [
      .setting("ComputerName", computerName ?? "*"),
      .setting("RegisteredOrganization", organization),
      .setting("RegisteredOwner", owner), .setting("TimeZone", timeZone),
    ]
    let commands = MarkupElement.runSynchronous(specializeCommands).map { [$0] } ?? []
    return [
      .component(.deployment, architecture, commands),
      .component(
        .licensingUI, architecture,
        skipsActivation ? [.setting("SkipAutoActivation", true)] : []),
      .component(.shellSetup, architecture, shell),
      .component(
        .remoteDesktop, architecture, [.setting("fDenyTSConnections", !allowsRemoteDesktop)]),
      .component(
        .remoteDesktopAccess, architecture,
        allowsRemoteDesktop ? [.setting("UserAuthentication", 1)] : []),
      .component(.firewall, architecture, firewall),
    ].compactMap { $0 }
  }

  private var firewall: [MarkupElement] {
    guard hasFirewall else {
      return ["Domain", "Private", "Public"].map {
        .setting("\($0)Profile_EnableFirewall", false)
      }
    }
    guard allowsRemoteDesktop else { return [] }
    let group = MarkupElement(
      "FirewallGroup", ["wcm:action": "add", "wcm:keyValue": "RemoteDesktop"],
      [
        .setting("Active", true), .setting("Group", Self.remoteDesktopGroup),
        .setting("Profile", "all"),
      ])
    return [MarkupElement("FirewallGroups", [group])]
  }
}
