import ServiceLifecycle

/// When the program is told to stop, ends what is held open: streams of pages and polls of bots. The
/// server waits for its requests, and these would never end by themselves.
struct HubClosing: Service {
  let hub: Hub

  func run() async throws {
    try? await gracefulShutdown()
    while !Task.isCancelled, await hub.pages.count + hub.doorbell.held > 0 {
      await hub.pages.closeAll()
      await hub.doorbell.endAll()
      try? await Task.sleep(for: .milliseconds(50))
    }
  }
}
