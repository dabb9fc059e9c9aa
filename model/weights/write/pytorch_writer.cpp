#include "model/weights/write/pytorch_writer.h"

#include <caffe2/serialize/inline_container.h>

#include "model/networks/torch_device.h"
#include "model/weights/read/tensor_file.h"
#include "model/weights/write/archive_sink.h"
#include "model/weights/write/pickle_writer.h"

namespace wasserfarbe {
namespace {

StateDict describe(const NamedStateDict& dict, const std::map<std::string, std::string>& metadata) {
    StateDict described{dict.name, {}, metadata};
    for (const auto& [key, tensor] : dict.tensors)
        described.tensors.push_back({key, type_name(tensor), tensor.sizes().vec()});
    return described;
}

} // namespace

void write_pytorch_file(const std::filesystem::path& path, const std::vector<NamedStateDict>& dicts,
                        const std::map<std::string, std::string>& metadata) {
    translate_torch_errors([&] {
        std::vector<StateDict> described;
        for (const NamedStateDict& dict : dicts)
            described.push_back(describe(dict, metadata));
        const std::vector<std::uint8_t> pickle = write_pickle(described);

        ArchiveSink sink(path);
        caffe2::serialize::PyTorchStreamWriter archive(
            [&](const void* data, std::size_t size) { return sink.write(data, size); });
        archive.writeRecord("data.pkl", pickle.data(), pickle.size());
        std::size_t storage = 0;
        for (const NamedStateDict& dict : dicts)
            for (const auto& [key, tensor] : dict.tensors)
                archive.writeRecord("data/" + std::to_string(storage++), tensor.data_ptr(), tensor.nbytes());
        archive.writeEndOfFile();
        sink.commit();
    });
}

} // namespace wasserfarbe
