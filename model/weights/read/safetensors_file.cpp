#include "model/weights/read/safetensors_file.h"

#include <array>
#include <string>
#include <utility>

#include "model/types/error.h"

namespace wasserfarbe {

SafetensorsFile::SafetensorsFile(InputFile file) : file_(std::move(file)) {
    naming(file_.path(), [&] {
        std::array<std::uint8_t, 8> prefix{};
        if (file_.size() < prefix.size())
            throw Error(ErrorKind::Model, "not a valid safetensors file: it has fewer than 8 bytes");
        file_.read(0, prefix);
        std::string json(safetensors_json_size(prefix, file_.size()), '\0');
        file_.read(prefix.size(), {reinterpret_cast<std::uint8_t*>(json.data()), json.size()});
        header_ = parse_safetensors_header(json, file_.size());
        checksums_ = Checksums::take_from(header_);
    });
}

void SafetensorsFile::read(const SafetensorsHeader::Entry& entry, std::span<std::uint8_t> target) const {
    file_.read(entry.offset, target);
    naming(file_.path(), [&] { checksums_.check(entry, target); });
}

} // namespace wasserfarbe
