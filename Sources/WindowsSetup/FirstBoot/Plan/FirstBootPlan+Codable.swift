extension FirstBootPlan {
  /// What is not there has its default: the layer below may be an older imgbuild's.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      carrier: try values.decode(Carrier.self, forKey: .carrier),
      windowsBuild: try values.decode(Int.self, forKey: .windowsBuild))
    func read<Value: Decodable>(_ key: CodingKeys, _ value: inout Value) throws {
      value = try values.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.architecture, &architecture)
    isServer = try values.decodeIfPresent(Bool.self, forKey: .isServer)
    try read(.drivers, &drivers)
    try read(.installers, &installers)
    try read(.settings, &settings)
    try read(.features, &features)
    try read(.roles, &roles)
    updates = try values.decodeIfPresent(Updates.self, forKey: .updates)
    cloudbaseInit = try values.decodeIfPresent(CloudbaseInit.self, forKey: .cloudbaseInit)
    try read(.scripts, &scripts)
    try read(.generalizes, &generalizes)
    try read(.answers, &answers)
    try read(.hasCloudbaseInit, &hasCloudbaseInit)
    try read(.powersOff, &powersOff)
    try read(.attempts, &attempts)
    try read(.restarts, &restarts)
    try read(.hasSetupComplete, &hasSetupComplete)
    try read(.serialPort, &serialPort)
    try read(.securedPaths, &securedPaths)
  }
}
