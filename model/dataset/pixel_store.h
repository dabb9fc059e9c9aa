#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "model/files/descriptor.h"

namespace wasserfarbe {

/// Slots of equally many bytes, mapped into memory: from a file, of which the system reads what is looked at
/// and drops it again, or from memory of its own. Unmapped with the last owner. Any thread may read.
class PixelMap {
public:
    /// Nothing is mapped for no slot. @throws Error (Disk) where the file is shorter or can't be mapped
    static std::shared_ptr<const PixelMap> of_file(const std::filesystem::path& path, std::int64_t slots,
                                                   std::size_t slot_bytes);
    ~PixelMap();
    PixelMap(const PixelMap&) = delete;
    PixelMap& operator=(const PixelMap&) = delete;

    /// @pre 0 <= slot < slots
    std::span<const std::uint8_t> slot(std::int64_t slot) const {
        return {data_ + static_cast<std::size_t>(slot) * slot_bytes_, slot_bytes_};
    }

private:
    friend class PixelMemory;
    PixelMap(std::uint8_t* data, std::size_t mapped_bytes, std::size_t slot_bytes)
        : data_(data), mapped_bytes_(mapped_bytes), slot_bytes_(slot_bytes) {}

    std::uint8_t* data_;
    std::size_t mapped_bytes_;
    std::size_t slot_bytes_;
};

/// Takes slots of pixels, from several threads at once.
class PixelSink {
public:
    virtual ~PixelSink() = default;
    /// Any thread. @returns the slot. @throws Error (Disk) where it can't be written
    virtual std::int64_t add(std::span<const std::uint8_t> pixels) = 0;
};

/// Appends slots to a file. Written, not mapped: a full disk is an error here and would be a signal there.
class PixelFile final : public PixelSink {
public:
    /// @param slots  in use already; what lies behind them is written over
    /// @throws Error (Disk)
    PixelFile(std::filesystem::path path, std::int64_t slots, std::size_t slot_bytes);

    std::int64_t add(std::span<const std::uint8_t> pixels) override;
    /// Slots given out so far, by earlier runs of the program too. Any thread.
    std::int64_t slots() const { return next_; }
    /// What was added, to be read. One thread, with no `add` at work. @throws Error (Disk)
    std::shared_ptr<const PixelMap> map() const;
    /// Returns when all that was added is on the disk. @throws Error (Disk)
    void sync();

private:
    std::filesystem::path path_;
    std::size_t slot_bytes_;
    std::atomic<std::int64_t> next_;
    Descriptor file_;
};

/// Holds up to `capacity` slots in memory.
class PixelMemory final : public PixelSink {
public:
    /// @throws Error (Memory)
    PixelMemory(std::int64_t capacity, std::size_t slot_bytes);

    /// @pre fewer than `capacity` were added
    std::int64_t add(std::span<const std::uint8_t> pixels) override;
    std::shared_ptr<const PixelMap> map() const { return map_; }

private:
    std::shared_ptr<PixelMap> map_;
    std::atomic<std::int64_t> next_ = 0;
};

} // namespace wasserfarbe
