import ServiceLifecycle

/// When the program is told to stop, ends what is held open: streams of pages and polls of bots, those
/// that come meanwhile too. The server waits for its requests, and these would never end by themselves.
struct HubClosing: Service {
  let hub: Hub

  func run() async throws {
    try? await gracefulShutdown()
    await hub.pages.closeAll()
    await hub.doorbell.endAll()
  }
}
