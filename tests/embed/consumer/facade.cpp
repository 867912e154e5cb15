// The façade compiles in a project of its own.
#include <guion/guion.hpp>

std::string text_of(const guion::embed::Session& session) { return session.text(); }
