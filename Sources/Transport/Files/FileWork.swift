import Dispatch

/// Runs what may wait for a disk on a dispatch thread, so that neither a Swift concurrency thread
/// nor the HTTP loop waits for it.
func onDiskThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(returning: work()) }
  }
}
