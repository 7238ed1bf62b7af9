import Glibc

extension HTTPClient {
  /// Sends a request and streams the answer's body to a file, which is on the disk (fsync) when
  /// this returns with a status of 200 to 299. The directory is not synced.
  ///
  /// The file is created, or emptied if it exists, readable by its owner only. With any other
  /// status the file is removed and the body, up to 64 KiB of it, is in the answer; upon an error
  /// the file is removed.
  ///
  /// - Throws: `TransportError`, as `send`; `.file` if the file cannot be written.
  public func download(
    _ request: HTTPRequest, toFile path: String
  ) async throws(TransportError) -> HTTPResponse {
    let target: FileDescriptor
    switch await onDiskThread({ FileDescriptor.creating(path) }) {
    case .success(let file): target = file
    case .failure(let error):
      throw TransportError(
        .file, .notSent, label: request.label, reason: "the file for the answer cannot be created",
        systemError: error.code)
    }
    do throws(TransportError) {
      let response = try await perform(request, target: target)
      if (200..<300).contains(response.status) {
        try await flush(target, label: request.label)
      } else {
        await remove(path)
      }
      return response
    } catch {
      await remove(path)
      throw error
    }
  }

  private func flush(_ file: FileDescriptor, label: String) async throws(TransportError) {
    let code = await onDiskThread { fsync(file.number) == 0 ? 0 : errno }
    if code != 0 {
      throw TransportError(
        .file, .unknown, label: label, reason: "the answer could not be brought to the disk",
        systemError: code)
    }
  }

  private func remove(_ path: String) async {
    await onDiskThread { _ = unlink(path) }
  }
}
