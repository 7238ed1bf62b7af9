import Dispatch
import Foundation
import Glibc
import Synchronization

/// A TCP server on 127.0.0.1 whose behaviour towards each connection is a closure, run on a thread
/// of that connection. It speaks no protocol by itself, so it can misbehave in every way; see
/// `Connection` for the HTTP that well-behaved tests need. It stops when it is released: keep it.
public final class SocketServer: Sendable {
  /// What happens on one connection. The connection is closed when it returns.
  public typealias Behaviour = @Sendable (Connection) -> Void

  /// The port, chosen by the system.
  public let port: UInt16
  private let listener: Int32
  private let connections = OpenConnections()
  private let threads = DispatchGroup()
  private let isStopped = Atomic(false)

  /// Starts listening.
  public init(_ behaviour: @escaping Behaviour) throws {
    allowManyDescriptors()
    listener = try Self.listen()
    port = try Self.port(of: listener)
    Self.spawn(threads) { [listener, connections, threads] in
      Self.accept(listener, connections, threads, behaviour)
    }
  }

  deinit {
    stop()
  }

  /// `http://127.0.0.1:port`, without a slash at the end.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// Connections accepted so far.
  public var accepted: Int { connections.accepted }

  /// Connections open now.
  public var open: Int { connections.open }

  /// Closes everything and waits for the behaviours to return. A behaviour that waits for
  /// something else than its connection has to be let go first.
  public func stop() {
    guard !isStopped.exchange(true, ordering: .sequentiallyConsistent) else { return }
    shutdown(listener, Int32(SHUT_RDWR))
    connections.shutDown()
    threads.wait()
    close(listener)
  }

  /// Takes no further connections; those that are open go on. New ones are refused.
  public func stopAccepting() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private static func accept(
    _ listener: Int32, _ connections: OpenConnections, _ threads: DispatchGroup,
    _ behaviour: @escaping Behaviour
  ) {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      if descriptor < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        return
      }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, to: 1)
      guard let number = connections.add(descriptor) else {
        close(descriptor)
        return
      }
      spawn(threads) {
        let connection = Connection(descriptor, number: number, in: connections)
        behaviour(connection)
        connection.close()
      }
    }
  }

  private static func spawn(_ group: DispatchGroup, _ work: @escaping @Sendable () -> Void) {
    group.enter()
    let thread = Thread {
      work()
      group.leave()
    }
    // Hundreds of held polls mean hundreds of threads.
    thread.stackSize = 256 << 10
    thread.start()
  }

  private static func listen() throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SocketServerError(call: "socket", code: errno) }
    set(descriptor, SOL_SOCKET, SO_REUSEADDR, to: 1)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, Glibc.listen(descriptor, 1024) == 0 else {
      let code = errno
      close(descriptor)
      throw SocketServerError(call: "bind", code: code)
    }
    return descriptor
  }

  private static func port(of listener: Int32) throws -> UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
    }
    guard code == 0 else { throw SocketServerError(call: "getsockname", code: errno) }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, to value: Int32) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}

/// Why no server could be started.
public struct SocketServerError: Error, CustomStringConvertible {
  let call: String
  let code: Int32

  public var description: String { "\(call) failed with errno \(code)" }
}

/// Raises the limit of open files to what the system allows: a test with 500 held polls has a
/// client and a server end of each.
public func allowManyDescriptors() {
  var limit = rlimit()
  guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
  limit.rlim_cur = limit.rlim_max
  setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
