/// A guest that is a domain of libvirt.
protocol DomainGuest {
  var instance: BootedDomain { get }
}
