import ServiceLifecycle

/// Work that is looked for again and again, until the program is asked to stop.
protocol PacedService: Service, Sendable {
  /// How long it rests between two looks.
  static var pace: Duration { get }
  var pipeline: Pipeline { get }
  /// One look, and what there is to do.
  func step() async
}

extension PacedService {
  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await self.step()
        await self.pipeline.clock.wait(Self.pace)
      }
    }
  }
}
