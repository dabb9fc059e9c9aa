#pragma once

#include <string>

#include "model/networks/named_tensors.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// A loss, gradient, weight or other part of a training state that stopped being a finite number.
class NotFinite : public Error {
public:
    /// @param quantity  what it is: "critic_loss", "the gradient of critic.0.weight"
    explicit NotFinite(std::string quantity)
        : Error(ErrorKind::Diverged, quantity + " is not a finite number"), quantity_(std::move(quantity)) {}

    const std::string& quantity() const { return quantity_; }

private:
    std::string quantity_;
};

/// The name of the first tensor that holds a number that is not finite; empty where all are finite. Tensors
/// of integers are. Any device; waits for it once.
std::string first_not_finite(const NamedTensors& tensors);

/// @param what  goes before the tensor's name: kGradientOf or nothing
/// @throws NotFinite
void require_finite(const NamedTensors& tensors, const std::string& what);

} // namespace wasserfarbe
