#include "app/sessions/caught_error.h"

#include <exception>
#include <new>

namespace wasserfarbe {

Error caughtError() {
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return {ErrorKind::Memory, "there is not enough memory"};
    } catch (const std::exception& exception) {
        return {ErrorKind::Internal, exception.what()};
    } catch (...) {
        return {ErrorKind::Internal, "something was thrown that is no error"};
    }
}

} // namespace wasserfarbe
