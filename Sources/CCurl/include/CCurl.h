#pragma once

// libcurl as Swift sees it. Swift cannot call variadic C functions, so each option type has a
// fixed-arity wrapper here; everything else of libcurl is used directly. epoll and eventfd stand
// here too, because Swift's Glibc module leaves them out and epoll_event is a packed structure.

#include <curl/curl.h>
#include <stdint.h>

// curl_easy_setopt, by the type of the value.
CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_data(CURL *easy, CURLoption option, const void *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);

// The callbacks of one easy handle, which all receive the same context.
CURLcode ccurl_set_callbacks(
    CURL *easy, void *context, curl_write_callback header, curl_write_callback body,
    curl_read_callback upload, curl_prereq_callback before_request,
    curl_opensocket_callback open_socket);

// curl_easy_getinfo, by the type of the value; 0 or NULL where libcurl knows nothing.
long ccurl_info_long(CURL *easy, CURLINFO info);
curl_off_t ccurl_info_offset(CURL *easy, CURLINFO info);
void *ccurl_info_pointer(CURL *easy, CURLINFO info);
const char *ccurl_info_string(CURL *easy, CURLINFO info);

// curl_multi_setopt, by the type of the value.
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_set_callbacks(
    CURLM *multi, void *context, curl_socket_callback socket, curl_multi_timer_callback timer);

// The next finished transfer, or NULL; its result goes to *result.
CURL *ccurl_multi_next_finished(CURLM *multi, CURLcode *result);

// One socket that epoll reports, in libcurl's terms (CURL_CSELECT_*).
struct ccurl_ready {
  int descriptor;
  int events;
};

int ccurl_epoll_create(void);
// Watches `descriptor` for `what` (CURL_POLL_IN, _OUT or _INOUT); 0 or -1 with errno.
int ccurl_epoll_watch(int epoll, int descriptor, int what);
int ccurl_epoll_unwatch(int epoll, int descriptor);
// Fills `ready` and returns how many, or -1 with errno.
int ccurl_epoll_wait(int epoll, struct ccurl_ready *ready, int capacity, int milliseconds);
// A non-blocking eventfd, closed in child processes.
int ccurl_eventfd(void);

// Names the calling thread, for top and debuggers.
void ccurl_name_thread(const char *name);
