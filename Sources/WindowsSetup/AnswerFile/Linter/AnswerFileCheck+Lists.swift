/// Lists of items with an order.
extension AnswerFileCheck {
  /// Sources: "Order (RunSynchronousCommand)", "Order (FirstLogonCommands SynchronousCommand)",
  /// "Order (CreatePartition)": from 1 to 500, each once; gaps do no harm.
  mutating func checkOrders(_ list: AnswerFileNode) {
    var seen: Set<Int> = []
    for item in list.children {
      guard let order = item.child("Order") else {
        add(
          .error, .order, at: item.offset, "<\(item.name)> has no order",
          hint: "add <Order>, from 1")
        continue
      }
      guard let number = Int(order.text), ValueSyntax.orders.contains(number) else {
        add(
          .error, .order, at: order.textOffset, "the order \(order.text) is not between 1 and 500",
          hint: "count from 1")
        continue
      }
      if !seen.insert(number).inserted {
        add(
          .error, .order, at: order.textOffset,
          "the order \(number) is there twice in <\(list.name)>", hint: "count on")
      }
    }
  }

  /// Source: "wcm:action" in "Answer files overview": without it an item does not join its list.
  mutating func checkListItems(_ node: AnswerFileNode) {
    let items = [
      "Disk", "CreatePartition", "ModifyPartition", "MetaData", "PathAndCredentials",
      "RunSynchronousCommand", "RunAsynchronousCommand", "SynchronousCommand",
      "AsynchronousCommand", "LocalAccount", "FirewallGroup",
    ]
    guard items.contains(where: node.isNamed) else { return }
    let own = node.attributes.filter { $0.namespace == SetupNamespace.configuration }
    if !own.contains(where: { $0.name == "action" }) {
      add(
        .warning, .listItem, at: node.offset, "<\(node.name)> does not say that it is added",
        hint: "write <\(node.name) wcm:action=\"add\">")
    }
    if node.isNamed("PathAndCredentials"), !own.contains(where: { $0.name == "keyValue" }) {
      add(
        .warning, .listItem, at: node.offset, "<PathAndCredentials> has no wcm:keyValue",
        hint: "number them: wcm:keyValue=\"1\"")
    }
    checkKeyValue(node, own)
  }

  private mutating func checkKeyValue(
    _ node: AnswerFileNode, _ own: [AnswerFileNode.Attribute]
  ) {
    guard let key = own.first(where: { $0.name == "keyValue" }), key.value.isEmpty else { return }
    add(.warning, .listItem, at: key.offset, "wcm:keyValue of <\(node.name)> is empty")
  }
}
