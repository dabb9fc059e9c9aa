#include "model/training/cpu.h"

#include <dlfcn.h>
#include <malloc.h>

#include "model/torch.h"

namespace wasserfarbe {

void set_cpu_threads(int threads) {
    at::set_num_threads(threads);
    // LibTorch may have been built with another BLAS, so this is looked for and not linked.
    using SetThreads = void (*)(int);
    static const auto set_openblas_threads =
        reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (set_openblas_threads)
        set_openblas_threads(threads);
}

void prepare_cpu() {
    at::globalContext().setFlushDenormal(true);
#ifdef __GLIBC__
    constexpr int kLargestThreshold = 32 << 20; // glibc takes no more
    constexpr int kKeep = 1 << 30;
    constexpr int kGrowBy = 64 << 20;
    ::mallopt(M_MMAP_THRESHOLD, kLargestThreshold);
    ::mallopt(M_TRIM_THRESHOLD, kKeep);
    ::mallopt(M_TOP_PAD, kGrowBy);
#endif
}

} // namespace wasserfarbe
