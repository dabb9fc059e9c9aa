#include "model/weights/write/archive_sink.h"

namespace wasserfarbe {

std::size_t ArchiveSink::write(const void* data, std::size_t size) noexcept {
    try {
        if (!error_)
            file_.write({static_cast<const std::uint8_t*>(data), size});
    } catch (...) {
        error_ = std::current_exception();
    }
    return size;
}

void ArchiveSink::commit() {
    if (error_)
        std::rethrow_exception(error_);
    file_.commit();
}

} // namespace wasserfarbe
