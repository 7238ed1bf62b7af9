import Foundation
import HTTPTypes
import Hummingbird

/// Who comes in: personal links, the access secret, sessions, and where a POST may come from.
extension PageServer {
  func person(of request: Request) async throws -> HubPerson? {
    guard let secret = request.cookies[PageServer.cookie]?.value, !secret.isEmpty else {
      return nil
    }
    return try await entrance.person(ofSession: secret)
  }

  /// A page says whose it is. One that was opened before somebody else entered in the same browser must
  /// not speak in that one's name.
  func checkPerson(of request: Request, is person: HubPerson) throws {
    let header = HTTPField.Name("X-Liandu-Person").flatMap { request.headers[$0] }
    let said = header ?? request.uri.queryParameters["person"].map { String($0) }
    guard let said else { return }
    guard said == "\(person.id)" else {
      throw Refused(
        status: .conflict, text: "这个浏览器里现在是\(person.name)，请刷新页面。", person: person.id)
    }
  }

  /// A page of an earlier version counts messages in another way. Told whose page it is, it loads anew; what
  /// it had still to send goes out then.
  func checkForm(of request: Request, _ person: HubPerson) throws {
    let whose = HTTPField.Name("X-Liandu-Person").flatMap { request.headers[$0] }
    let form = HTTPField.Name("X-Liandu-Page").flatMap { request.headers[$0] }
    guard whose == nil || form == PageServer.form else {
      throw Refused(status: .conflict, text: "页面有更新，请刷新。", person: person.id)
    }
  }

  /// What pages and this program agree on.
  static let form = "2"

  /// Opening a link shows whose it is; only the button's POST uses it up, so that previews of links
  /// in other chats burn nothing.
  func showLink(_ secret: String, _ address: String) async throws -> Response {
    guard let person = try await entrance.holder(ofLink: secret) else {
      try checkPace(hub.doors, address)
      return WebAsset.page("/used.html", .gone)
    }
    return page(for: person, secret)
  }

  func enter(_ request: Request, _ address: String) async throws -> Response {
    let given = try await Parameters.read(request, files: nil)
    let link = given.text("link") ?? ""
    guard let person = try await entrance.holder(ofLink: link) else {
      try checkPace(hub.doors, address)
      return WebAsset.page("/used.html", .gone)
    }
    // Guesses at the secret are counted by link, before they are looked at: whoever holds somebody's link
    // can try as many as that and keeps nobody else out.
    try checkPace(hub.doors, "link " + link)
    guard entrance.knows(given.text("secret")) else {
      return page(for: person, link, "访问口令不对，请再输一次。", .forbidden)
    }
    guard let session = try await entrance.enter(withLink: link) else {
      return WebAsset.page("/used.html", .gone)
    }
    var response = PageServer.redirect("/")
    keep(session, in: &response)
    return response
  }

  /// The chat page; its cookie begins its month anew, as the session does.
  func chat(_ request: Request) -> Response {
    var response = WebAsset.page("/chat.html", .ok)
    if let session = request.cookies[PageServer.cookie]?.value { keep(session, in: &response) }
    return response
  }

  private func keep(_ session: String, in response: inout Response) {
    response.setCookie(
      Cookie(
        name: PageServer.cookie, value: session,
        maxAge: Int(Entrance.sessionTerm / 1000), path: "/", secure: isSecure, httpOnly: true,
        sameSite: .lax))
  }

  func leave(_ request: Request) async throws -> Response {
    if let secret = request.cookies[PageServer.cookie]?.value {
      if let person = try await entrance.person(ofSession: secret) {
        await hub.pages.closeAll(of: person.id)
      }
      try await entrance.revoke(session: secret)
    }
    var response = PageServer.redirect("/")
    response.setCookie(
      Cookie(name: PageServer.cookie, value: "", maxAge: 0, path: "/", httpOnly: true))
    return response
  }

  /// A form posted from another site is refused: browsers always say where a POST comes from.
  func checkOrigin(_ request: Request) throws {
    let host = request.head.authority ?? ""
    let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    if let site, site != "same-origin", site != "none" {
      throw Refused(status: .forbidden, text: "不接受别的网站发来的请求。")
    }
    guard let origin = request.headers[.origin] else { return }
    guard let scheme = origin.firstRange(of: "://") else {
      throw Refused(status: .forbidden, text: "不接受别的网站发来的请求。")
    }
    let authority = origin[scheme.upperBound...]
    guard authority.lowercased() == host.lowercased() else {
      throw Refused(status: .forbidden, text: "不接受别的网站发来的请求。")
    }
  }

  private func page(
    for person: HubPerson, _ link: String, _ trouble: String = "",
    _ status: HTTPResponse.Status = .ok
  ) -> Response {
    WebAsset.page(
      "/enter.html", status,
      filling: [
        "name": person.name, "link": link, "trouble": trouble,
        "ask": entrance.secret == nil ? "hidden disabled" : "required",
      ])
  }
}
