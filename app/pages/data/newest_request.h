#pragma once

#include <cstdint>
#include <utility>

#include <QObject>

namespace wasserfarbe {

/// Runs `function` on the receiver's thread, unless a newer request has begun by then. Any thread.
/// @param newest  the receiver's number of its newest request; read on the receiver's thread alone
template <typename Function>
void postForRequest(QObject* receiver, const std::uint64_t& newest, std::uint64_t request,
                    Function function) {
    QMetaObject::invokeMethod(
        receiver,
        [&newest, request, call = std::move(function)] {
            if (request == newest)
                call();
        },
        Qt::QueuedConnection);
}

} // namespace wasserfarbe
