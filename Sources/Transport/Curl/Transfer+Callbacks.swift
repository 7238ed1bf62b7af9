import CCurl
import Glibc

// Each callback gets the transfer as its context; see `Transfer.init` on why it is still there.

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
  context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

extension Transfer {
  func setCallbacks(context: UnsafeMutableRawPointer) -> CURLcode {
    ccurl_set_callbacks(
      easy, context,
      { bytes, size, count, context in
        transfer(context)?.receive(header: bytes, size * count) ?? 0
      },
      { bytes, size, count, context in
        transfer(context)?.receive(body: bytes, size * count) ?? 0
      },
      { room, size, count, context in
        transfer(context)?.send(into: room, size * count) ?? Int(CURL_READFUNC_ABORT)
      },
      { context, _, _, _, _ in
        transfer(context)?.mayBegin() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
      },
      { context, _, address in
        guard let address else { return CURL_SOCKET_BAD }
        return transfer(context)?.openSocket(address.pointee) ?? CURL_SOCKET_BAD
      })
  }

  /// libcurl calls this before every sending of a request, also before one that it repeats by
  /// itself after a reused connection was cut. The second time is refused: that is how no request
  /// is sent twice, whatever its method and body.
  private func mayBegin() -> Bool {
    attempts += 1
    if attempts > 1 { stop = .repetition }
    return attempts == 1
  }

  /// Once the request was sent, a new socket could only serve to repeat it.
  private func openSocket(_ address: curl_sockaddr) -> curl_socket_t {
    guard attempts == 0 else {
      stop = .repetition
      return CURL_SOCKET_BAD
    }
    socketsOpened += 1
    return socket(
      address.family, address.socktype | Int32(SOCK_CLOEXEC.rawValue), address.protocol)
  }

  private func receive(header bytes: UnsafePointer<CChar>?, _ count: Int) -> Int {
    guard answer.append(header: UnsafeRawBufferPointer(start: bytes, count: count)) else {
      stop = .tooLarge
      return 0
    }
    return count
  }

  private func receive(body bytes: UnsafePointer<CChar>?, _ count: Int) -> Int {
    if !answer.hasBody {
      answer.beginBody(
        status: status,
        announced: Int(ccurl_info_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)))
    }
    switch answer.append(body: UnsafeRawBufferPointer(start: bytes, count: count)) {
    case nil: return count
    case let reason?:
      stop = reason
      return 0
    }
  }

  private func send(into room: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let buffer = UnsafeMutableRawBufferPointer(start: room, count: count)
    guard let filled = upload?.read(into: buffer) else {
      stop = .uploadUnreadable
      return Int(CURL_READFUNC_ABORT)
    }
    return filled
  }
}
