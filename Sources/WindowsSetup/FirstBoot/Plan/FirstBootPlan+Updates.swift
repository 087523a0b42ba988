extension FirstBootPlan {
  /// What Windows Update is to install.
  public struct Updates: Sendable, Hashable, Codable {
    /// The criteria for which updates are searched, in the words of `IUpdateSearcher::Search`.
    public var search = "IsInstalled=0 and IsHidden=0 and BrowseOnly=0 and Type='Software'"
    /// The categories, one of which an update has to have; empty for any.
    public var categories: [UpdateCategory] = []
    /// Updates that are left out, by the numbers of their articles.
    public var excluding: [Int] = []
    /// How often the machine may be restarted for them.
    public var restarts = 10

    /// All software updates that Windows would install by itself.
    public init() {}
  }
}
