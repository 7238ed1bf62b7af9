import CCurl
import Foundation

/// One libcurl easy handle and the submission it carries at the moment. Confined to the loop
/// thread; reused for the next submission after a success, thrown away after a failure, because a
/// handle may carry a failure on.
final class Transfer {
  /// Why a callback of ours ended a transfer.
  enum Stop {
    /// libcurl was about to send the request again.
    case repetition
    case tooLarge
    case uploadUnreadable
    case fileUnwritable
  }

  /// The handle, freed in `deinit`. Raw, because libcurl knows handles as `void *`.
  let easy: UnsafeMutableRawPointer
  private(set) var submission: Submission?
  /// How often libcurl was about to send the request: 0 or 1, or 2 where we prevented a repetition.
  var attempts = 0
  /// Sockets opened for this submission.
  var socketsOpened = 0
  var stop: Stop?
  var upload: MultipartSource?
  var answer = AnswerBuffer()
  private var headers: UnsafeMutablePointer<curl_slist>?

  /// A handle with everything set that is the same for all requests.
  init(_ configuration: HTTPClient.Configuration) throws(TransportError) {
    guard let easy = curl_easy_init() else {
      throw TransportError(.other, .notSent, label: "start", reason: "no memory for libcurl")
    }
    self.easy = easy
    try configuration.apply(to: easy)
    // Unretained is sound: callbacks run only inside calls of the loop's, which holds this object
    // from before the handle enters the multi handle until after it has left it.
    let code = setCallbacks(context: Unmanaged.passUnretained(self).toOpaque())
    guard code == CURLE_OK else { throw configuration.unsupported(code) }
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headers)
  }

  /// Sets the handle up for a submission; the loop then adds it to the multi handle.
  func begin(_ submission: Submission) throws(TransportError) {
    let request = submission.request
    self.submission = submission
    attempts = 0
    socketsOpened = 0
    stop = nil
    upload = submission.upload
    answer = AnswerBuffer(limit: request.maximumBytes, target: submission.target)
    headers = try request.headerList(contentType: upload?.contentType)
    let code = set(request)
    guard code == CURLE_OK else {
      let failure = TransferFailure(
        code: code, attempts: 0, systemError: 0, certificateProblem: 0)
      throw failure.error(label: request.label)
    }
  }

  private func set(_ request: HTTPRequest) -> CURLcode {
    var code = ccurl_set_string(easy, CURLOPT_URL, request.url.reveal())
    func also(_ next: @autoclosure () -> CURLcode) {
      if code == CURLE_OK { code = next() }
    }
    also(ccurl_set_list(easy, CURLOPT_HTTPHEADER, headers))
    also(ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, request.timeout.millisecondsAtLeast1))
    also(
      ccurl_set_long(
        easy, CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.millisecondsAtLeast1))
    also(ccurl_set_offset(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.maximumBytes)))
    also(setMethodAndBody(request))
    return code
  }

  private func setMethodAndBody(_ request: HTTPRequest) -> CURLcode {
    if request.method == .get {
      let code = ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, nil)
      return code == CURLE_OK ? ccurl_set_long(easy, CURLOPT_HTTPGET, 1) : code
    }
    // PUT is a POST by another name: libcurl's own PUT has no body in memory.
    var code = ccurl_set_string(
      easy, CURLOPT_CUSTOMREQUEST, request.method == .put ? "PUT" : nil)
    guard code == CURLE_OK else { return code }
    if let upload {
      code = ccurl_set_long(easy, CURLOPT_POST, 1)
      if code == CURLE_OK { code = ccurl_set_data(easy, CURLOPT_POSTFIELDS, nil) }
      guard code == CURLE_OK else { return code }
      return ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(upload.count))
    }
    var body = Data()
    if case .bytes(let bytes, _) = request.body { body = bytes }
    code = ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
    guard code == CURLE_OK else { return code }
    // libcurl copies the bytes, so none of ours has to stay in place; it sends them in one write
    // with the headers. That it keeps them and could repeat them is what `attempts` is for.
    return body.withUnsafeBytes { bytes in
      withUnsafeBytes(of: UInt8(0)) { empty in
        ccurl_set_data(easy, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? empty.baseAddress)
      }
    }
  }

  /// The outcome, after libcurl reported `code` and the handle has left the multi handle. The
  /// transfer is empty afterwards.
  func end(_ code: CURLcode) -> (submission: Submission, outcome: Submission.Outcome)? {
    guard let submission else { return nil }
    defer { clear() }
    guard code == CURLE_OK, stop == nil else {
      let failure = TransferFailure(
        code: code, attempts: attempts, stop: stop,
        systemError: Int32(truncatingIfNeeded: ccurl_info_long(easy, CURLINFO_OS_ERRNO)),
        certificateProblem: ccurl_info_long(easy, CURLINFO_SSL_VERIFYRESULT))
      return (submission, .failure(failure.error(label: submission.request.label)))
    }
    return (submission, .success(answer.response(status: status, version: version)))
  }

  /// Takes the submission off for a reason of ours: cancelled or stopped.
  func abandon(_ kind: TransportError.Kind, reason: String) -> (Submission, TransportError)? {
    guard let submission else { return nil }
    defer { clear() }
    return (
      submission,
      TransportError(
        kind, attempts == 0 ? .notSent : .unknown, label: submission.request.label,
        reason: reason)
    )
  }

  /// Lets go of the request, also of libcurl's copies: an idle handle keeps neither a large body nor
  /// a secret. libcurl takes nil in each of the three.
  private func clear() {
    submission = nil
    upload = nil
    answer = AnswerBuffer()
    _ = ccurl_set_data(easy, CURLOPT_POSTFIELDS, nil)
    _ = ccurl_set_string(easy, CURLOPT_URL, nil)
    _ = ccurl_set_list(easy, CURLOPT_HTTPHEADER, nil)
    curl_slist_free_all(headers)
    headers = nil
  }

  var status: Int { ccurl_info_long(easy, CURLINFO_RESPONSE_CODE) }

  private var version: String {
    switch ccurl_info_long(easy, CURLINFO_HTTP_VERSION) {
    case Int(CURL_HTTP_VERSION_1_0): "1.0"
    case Int(CURL_HTTP_VERSION_2_0): "2"
    case Int(CURL_HTTP_VERSION_3): "3"
    default: "1.1"
    }
  }
}
