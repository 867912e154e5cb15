// desk <socket> <calls>: lets customers call and prints what each of them heard, once all calls have ended.
#include <cstdlib>
#include <iostream>

#include "desk.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return std::cerr << "usage: desk SOCKET CALLS\n", 2;
  try {
    sessions::Desk desk(argv[1], std::atoi(argv[2]));
    desk.open();
    while (!desk.poll()) {
    }
    for (const auto& [call, customer] : desk.customers()) {
      std::cout << "call " << call << '\n';
      for (const std::string& line : customer.transcript()) std::cout << "  " << line << '\n';
    }
  } catch (const std::exception& error) {
    std::cerr << "desk: " << error.what() << '\n';
    return 1;
  }
}
