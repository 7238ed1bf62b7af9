extension HTTPClient {
  /// What is the same for all requests of a client.
  public struct Configuration: Sendable {
    /// Which way requests take.
    public enum Proxy: Sendable {
      /// As libcurl honours the environment: `http_proxy`, `https_proxy`, `HTTPS_PROXY`,
      /// `all_proxy`, `ALL_PROXY`, `no_proxy`, `NO_PROXY`.
      case environment
      /// This one (a secret, since it may hold a password), except for the hosts listed in the
      /// form of `no_proxy`.
      case explicit(Secret, except: String = "")
      /// None, whatever the environment says.
      case none
    }

    /// A PEM file of certificate authorities, taken **instead of** the system's. nil: the system's.
    public var certificateAuthorityFile: String?
    public var proxy: Proxy
    public var userAgent: String
    /// Connections to one host at a time; further requests wait, and their time runs. Every held
    /// poll over HTTP/1.1 takes one.
    public var maximumConnectionsPerHost: Int
    /// How long an idle connection may be reused. Shorter than the 60 or 75 s after which servers
    /// and middleboxes drop one, so that a request seldom meets its end.
    public var idleConnectionLifetime: Duration

    /// A configuration; the defaults suit a bot on a server.
    public init(
      certificateAuthorityFile: String? = nil, proxy: Proxy = .environment,
      userAgent: String = "liandu", maximumConnectionsPerHost: Int = 1024,
      idleConnectionLifetime: Duration = .seconds(50)
    ) {
      self.certificateAuthorityFile = certificateAuthorityFile
      self.proxy = proxy
      self.userAgent = userAgent
      self.maximumConnectionsPerHost = maximumConnectionsPerHost
      self.idleConnectionLifetime = idleConnectionLifetime
    }
  }

  /// Numbers for a health page and for tests.
  public struct Statistics: Sendable, Equatable {
    /// Requests at libcurl.
    public var inFlight = 0
    /// Easy handles kept for the next request.
    public var idleHandles = 0
    /// Easy handles that exist, in flight or idle.
    public var handles = 0
    /// Connections opened since the start.
    public var connectionsOpened = 0
    /// Second sendings by libcurl that were prevented since the start.
    public var repetitionsPrevented = 0

    /// All zero.
    public init() {}
  }
}
