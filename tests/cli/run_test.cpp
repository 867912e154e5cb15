// guion run: scripted calls with their failures, and a call at the terminal through a pipe and through a
// pseudo-terminal.
#include "support.hpp"

namespace guion::test {
namespace {

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

class Run : public Folder {
 protected:
  [[nodiscard]] Ran script(const std::string& text) {
    put(at("caso.call"), text);
    return guion({"run", at("caso.call")});
  }
  [[nodiscard]] Ran script_with(const std::string& from, const std::string& to) {
    std::string text = kCall;
    text.replace(text.find(from), from.size(), to);
    return script(text);
  }
  [[nodiscard]] Ran typed(const std::string& input, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"run", at("factura.flow")});
    return guion(more, input);
  }
};

TEST_F(Run, AScriptedCallPrintsItsTranscript) {
  const Ran ran = guion({"run", at("pagada.call")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "[introducción]\n"
            "Agente:  Gracias por llamar. Le atiende Marisol.\n"
            "Agente:  ¿Con quién tengo el gusto de hablar?\n"
            "Cliente: Ana Ríos\n"
            "  anota causa = pago\n"
            "\n[saldo]\n"
            "Agente:  Por favor, ¿me confirma su PIN?\n"
            "  verifica pin → falla\n"
            "Agente:  Por favor, ¿me confirma su PIN?\n"
            "  verifica pin → pasa\n"
            "  consulta facturación → saldo = 85.40, vence = 2026-12-05\n"
            "  nota: Lea la fecha despacio.\n"
            "Agente:  Su saldo es de $85.40 y vence el 5 de diciembre de 2026.\n"
            "Agente:  ¿Le puedo ayudar en algo más?\n"
            "         - Sí\n"
            "         - No\n"
            "Cliente: No\n"
            "\n[cierre]\n"
            "Agente:  Gracias por llamar, Ana Ríos.\n"
            "\nfinal: resuelto\n");
}

TEST_F(Run, EachFailureOfAScriptNamesItsLine) {
  struct Case {
    const char *from, *to, *line, *says;
  };
  for (const Case& c : {
           Case{"Le atiende Marisol.", "Le atiende Ana.", "caso.call:5", "aquí no se oyó «Le atiende Ana.»"},
           Case{"espera $85.40", "espera $85.41", "caso.call:13", "aquí no se oyó"},
           Case{"menú = No", "menú = Quizá", "caso.call:14", "no se ofrece «Quizá»; las opciones son «Sí», «No»"},
           Case{"termina resuelto", "termina pendiente", "caso.call:15", "se esperaba el final «pendiente»"},
           Case{"pregunta cliente", "pregunta agente", "caso.call:6", "aquí la llamada espera «pregunta cliente = …»"},
           Case{"anota causa = pago", "anota causa = queja", "caso.call:7", "uno de estos valores: pago, soporte"},
           Case{"verifica pin = falla", "verifica clave = falla", "caso.call:8", "«verifica pin = …»"},
           Case{"  saldo = 85.40", "  saldo = mucho", "caso.call:11", "una cantidad en USD, como 85.40"},
           Case{"  saldo = 85.40", "  saldo = 99999999", "caso.call:11", "de 0.00 a 99999.99"},
           Case{"  saldo = 85.40\n", "", "caso.call:10", "falta el campo «saldo»"},
           Case{"  saldo = 85.40", "  saldo = 85.40\n  deuda = 3", "caso.call:12", "no da ningún campo «deuda»"},
           Case{"menú = No\n", "", "caso.call:14", "al ensayo no le quedan respuestas y la llamada espera «menú = …»"},
           Case{"menú = No", "menú = No\ncuelga", "caso.call:15",
                "la llamada terminó (resuelto) sin llegar a esta línea"},
           Case{"da agente = Marisol\n", "", "caso.call:1", "«da agente = …»"},
           Case{"da agente", "da saldo", "caso.call:4", "no es un dato que dé el sistema"},
           Case{"da agente = Marisol", "da agente = Marisol\nda turno = Ana", "caso.call:5",
                "este flujo no usa «turno»; quite la línea"},
           Case{"flujo factura", "flujo no_hay", "caso.call:2", "no_hay.flow no existe"},
           Case{"menú = No", "menu No", "caso.call:14", "se esperaba «menú"},
           Case{"menú = No", "elige No", "caso.call:14", "ninguna línea"},
           Case{"  saldo = 85.40", "  saldo 85.40", "caso.call:11", "nombre = valor"},
           Case{"hora 2026-11-20 09:30", "hora 2026-02-30 09:30", "caso.call:3", "se esperaba «hora"},
           Case{"flujo factura", "guion factura", "caso.call:2", "primera línea"},
       }) {
    const Ran ran = script_with(c.from, c.to);
    EXPECT_EQ(ran.code, 1) << c.to;
    EXPECT_TRUE(has(ran.err, c.line)) << c.to << "\n" << ran.err;
    EXPECT_TRUE(has(ran.err, c.says)) << c.to << "\n" << ran.err;
  }
}

TEST_F(Run, WhatTheProtocolDeclaresAndTheFlowDoesNotUseMayBeGiven) {
  put(at("empresa.flow"), std::string{kProtocol} + "dato turno: nombre, del sistema\ndato lema: texto\n");
  const Ran given = script_with("da agente = Marisol", "da agente = Marisol\nda turno = Ana");
  EXPECT_EQ(given.code, 0) << given.err;
  EXPECT_EQ(script_with("da agente = Marisol", "da agente = Marisol\nda lema = Hola").code, 1)
      << "the system does not give it";
  put(at("datos.json"), R"({"agente": "Marisol", "turno": "Ana"})");
  const Ran typed_in = typed("Ana\n", {"--data", at("datos.json")});
  EXPECT_FALSE(has(typed_in.err, "turno")) << typed_in.err;
  EXPECT_TRUE(has(typed_in.out, "Le atiende Marisol.")) << typed_in.out;
}

TEST_F(Run, AScriptCanHangUpTransferAndFail) {
  const Ran hung = script("flujo factura\nda agente = Marisol\npregunta cliente = Ana\ncuelga\ntermina abandonada\n");
  EXPECT_EQ(hung.code, 0) << hung.err;
  EXPECT_TRUE(has(hung.out, "Cliente: (cuelga)\n\nfinal: abandonada\n"));
  const Ran early = script("flujo factura\nda agente = Marisol\nespera Le atiende\ncuelga\ntermina abandonada\n");
  EXPECT_EQ(early.code, 0) << early.err;
  EXPECT_FALSE(has(early.out, "¿Con quién"));
  const Ran transferred = script(
      "flujo factura\nda agente = Marisol\npregunta cliente = Ana\nanota causa = Soporte técnico\ntransfiere retención "
      "= pasa\ntermina transferida\n");
  EXPECT_EQ(transferred.code, 0) << transferred.err;
  EXPECT_TRUE(has(transferred.out,
                  "Agente:  Transfiero su llamada, Ana.\n  transfiere retención → pasa\n\nfinal: transferida\n"));
  const Ran failed = script(
      "flujo factura\nda agente = Marisol\npregunta cliente = Ana\nanota causa = pago\nverifica pin = pasa\nconsulta "
      "facturación, falla\ntermina pendiente\n");
  EXPECT_EQ(failed.code, 0) << failed.err;
  EXPECT_TRUE(has(failed.out, "  consulta facturación → falla\n"));
}

TEST_F(Run, AScriptWithEnglishWords) {
  const Ran ran = script(
      "flow factura\ngive agente = Marisol\nask cliente = Ana\nrecord causa = pago\nverify pin = lacks\nend "
      "pendiente\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "  verify pin → lacks\n"));
  EXPECT_TRUE(has(script("flow factura\ngive agente = Marisol\nsilence\n").err,
                  "caso.call:3: error: the call waits here for «ask cliente = …»"));
}

TEST_F(Run, AScriptWithoutItsFlow) {
  const Ran ran = script("\nflujo no_hay\n");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.err, "caso.call:2: error: ") && has(ran.err, "no_hay.flow no existe")) << ran.err;
  EXPECT_EQ(script("").code, 1);
  EXPECT_EQ(script("flujo\n").code, 1);
}

TEST_F(Run, AtTheTerminal) {
  const Ran ran = typed("Marisol\n?\nAna Ríos\n9\n1\n2\n1\n1\nmucho\n85.40\n5/12/2026\nquizá\nno\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "[introducción]")) << ran.out;
  EXPECT_TRUE(has(ran.out, "Lo que está al margen se lee al cliente"));
  EXPECT_TRUE(has(ran.out, "1. Pago de factura"));
  EXPECT_TRUE(has(ran.out, "se espera: uno de estos valores: pago, soporte"));
  EXPECT_TRUE(has(ran.out, "1. pasa")) << ran.out;
  EXPECT_TRUE(has(ran.out, "se espera: una cantidad en USD, como 85.40"));
  EXPECT_TRUE(has(ran.out, "nota: Lea la fecha despacio."));
  EXPECT_TRUE(has(ran.out, "Su saldo es de $85.40 y vence el 5 de diciembre de 2026."));
  EXPECT_TRUE(has(ran.out, "no está entre las opciones"));
  EXPECT_TRUE(has(ran.out, "La llamada terminó: resuelto"));
}

TEST_F(Run, EndOfInputAndHangingUp) {
  for (const std::string input : {"", "Marisol\n", "Marisol\nAna\n1\n", "Marisol\nAna\n1\n1\n1\n8"}) {
    const Ran ran = typed(input);
    EXPECT_EQ(ran.code, 0) << input;
    EXPECT_TRUE(has(ran.out, "la llamada quedó cortada")) << ran.out;
  }
  EXPECT_TRUE(has(typed("Marisol\nCuelga\n").out, "llamada abandonada"));
  EXPECT_TRUE(has(typed("Marisol\nhang up\n", {"--lang", "en"}).out, "the call was abandoned"));
}

TEST_F(Run, DataFromAFile) {
  put(at("datos.json"), R"({"agente": "Marisol", "facturación": [null, {"saldo": 1234.50, "vence": "2026-03-05"}]})");
  const Ran failed = typed("Ana\npago\npasa\n", {"--data", at("datos.json")});
  EXPECT_TRUE(has(failed.out, "En este momento no puedo ver su cuenta.")) << failed.out;
  put(at("datos.json"), R"({"agente": "Marisol", "facturación": {"saldo": 1234.50, "vence": "2026-03-05"}})");
  const Ran ran = typed("Ana\npago\npasa\nno\n", {"--data", at("datos.json")});
  EXPECT_TRUE(has(ran.out, "Su saldo es de $1,234.50 y vence el 5 de marzo de 2026.")) << ran.out;
}

TEST_F(Run, DataOfTheWrongTypeNamesKeyExpectedAndSeen) {
  struct Case {
    const char *json, *says;
  };
  for (const Case& c :
       {Case{R"({"agente": 5})", "«agente»: se esperaba un nombre y hay el número 5"},
        Case{R"({"facturación": {"saldo": true, "vence": "2026-03-05"}})",
             "«facturación.saldo»: se esperaba una cantidad en USD, como 85.40 y hay true"},
        Case{R"({"facturación": {"saldo": "x"}})", "hay el texto \"x\""},
        Case{R"({"facturación": 3})", "«facturación»: se esperaba un objeto"},
        Case{R"({"facturación": {"otro": 3}})", "«facturación.otro»: el flujo no tiene ese dato"},
        Case{R"({"nadie": 3})", "«nadie» no es un servicio"}, Case{R"({"facturación": {"saldo": 1e9}})", "se esperaba"},
        Case{R"([])", "se esperaba un objeto"}, Case{"{\"a\": ", "no es JSON"}, Case{"", "no es JSON"}}) {
    put(at("datos.json"), c.json);
    const Ran ran = typed("Ana\n", {"--data", at("datos.json")});
    EXPECT_EQ(ran.code, 2) << c.json;
    EXPECT_TRUE(has(ran.err, c.says)) << c.json << "\n" << ran.err;
  }
  put(at("datos.json"), std::string(100'000, '['));
  EXPECT_EQ(typed("", {"--data", at("datos.json")}).code, 2);
  EXPECT_EQ(typed("", {"--data", at("no_hay.json")}).code, 2);
}

constexpr const char* kPolicyWithSecret =
    "protocolo caja, guion 1\n"
    "clase secreta nunca se dice\n"
    "servicio cobro, actúa\n"
    "  recibe tarjeta: código 12..19, clase secreta\n"
    "  da cobrado: sí o no\n"
    "final hecho, normal\n"
    "etapa pago, obligatoria\n";
constexpr const char* kFlowWithSecret =
    "flujo pago, guion 1\n"
    "registro usted\n"
    "sigue caja\n"
    "dato paráfrasis: a viva voz (Repita lo que oyó)\n"
    "etapa pago\n"
    "  di Entiendo: {paráfrasis}.\n"
    "  pregunta tarjeta: ¿Me dicta el número?\n"
    "  solicita cobro\n"
    "    si falla\n"
    "      di No pude confirmarlo.\n"
    "  termina hecho\n";

TEST_F(Run, ASecretIsShownNowhere) {
  put(at("caja.flow"), kPolicyWithSecret);
  put(at("pago.flow"), kFlowWithSecret);
  const std::string number = "4000000000000002", mask = "••••";
  const Ran played =
      script("flujo pago\npregunta tarjeta = " + number + "\nsolicita cobro\n  cobrado = sí\ntermina hecho\n");
  EXPECT_EQ(played.code, 0) << played.err;
  EXPECT_EQ(played.out,
            "[pago]\n"
            "Agente:  Entiendo: [Repita lo que oyó].\n"
            "Agente:  ¿Me dicta el número?\n"
            "Cliente: ••••\n"
            "  solicita cobro (tarjeta = ••••) → cobrado = sí\n"
            "\nfinal: hecho\n");
  const Ran wrong = script("flujo pago\npregunta tarjeta = 4000-0000\n");
  EXPECT_EQ(wrong.code, 1);
  EXPECT_FALSE(has(wrong.err, "4000")) << wrong.err;
  EXPECT_TRUE(has(wrong.err, mask)) << wrong.err;
  for (const bool stripped : {false, true}) {
    std::vector<std::string> build{"build", at("pago.flow")},
        run{"run", at("pago.flowc"), "--policy", at("pago.policy")};
    if (stripped) build.push_back("--strip");
    ASSERT_EQ(guion(build).code, 0);
    const Ran ran = guion(run, "4000-0000\n" + number + "\n1\n1\n");
    EXPECT_EQ(ran.code, 0);
    EXPECT_FALSE(has(ran.out + ran.err, "4000")) << ran.out;
    EXPECT_TRUE(has(ran.out, mask)) << ran.out;
  }
}

TEST_F(Run, ASecretIsNotEchoedByATerminal) {
  // script(1) is in bsdutils, which is essential on Debian and Ubuntu.
  ASSERT_TRUE(std::filesystem::exists("/usr/bin/script"));
  put(at("caja.flow"), kPolicyWithSecret);
  put(at("pago.flow"), kFlowWithSecret);
  const std::string play = std::string{GUION_COMMAND} + " run " + at("pago.flow");
  // The number is typed when it is asked for, not before.
  const std::string typing = "{ sleep 1; printf '4000000000000002\\n'; sleep 1; printf '1\\n1\\n'; sleep 1; }";
  const Ran ran = run_command({"/bin/sh", "-c", typing + " | /usr/bin/script -qec '" + play + "' /dev/null"});
  EXPECT_FALSE(has(ran.out, "4000")) << ran.out;
  EXPECT_TRUE(has(ran.out, "••••")) << ran.out;
  EXPECT_TRUE(has(ran.out, "La llamada terminó: hecho")) << ran.out;
}

TEST_F(Run, WhatIsNoFlow) {
  EXPECT_EQ(guion({"run", at("empresa.flow")}).code, 2);
  EXPECT_EQ(guion({"run", at("no_hay.flow")}).code, 2);
  EXPECT_EQ(guion({"run", at("factura.flow"), "--time", "mañana"}).code, 2);
  put(at("mal.flow"), "flujo mal, guion 1\nfrase\n");
  EXPECT_EQ(guion({"run", at("mal.flow")}).code, 1);
}

TEST_F(Run, OnAPseudoTerminalWithColors) {
  // script(1) is in bsdutils, which is essential on Debian and Ubuntu.
  ASSERT_TRUE(std::filesystem::exists("/usr/bin/script"));
  const std::string command = std::string{GUION_COMMAND} + " run " + at("factura.flow");
  const Ran ran = run_command({"/usr/bin/script", "-qec", command, "/dev/null"}, "Marisol\nAna\n1\ncuelga\n");
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(has(ran.out, "\x1b[1;32mGracias por llamar. Le atiende Marisol.")) << ran.out;
  EXPECT_TRUE(has(ran.out, "llamada abandonada"));
}

TEST_F(Run, AFlowThatGoesRoundIsStopped) {
  put(at("vueltas.flow"),
      "flujo vueltas, guion 1\nsigue empresa\netapa introducción\n  verifica titular\n    con pin, 1 intento: ¿PIN?\n"
      "    si falla\n      di Otra vez.\n      ir a introducción\netapa cierre\n  termina resuelto\n");
  put(at("vueltas.call"), "flujo vueltas\nverifica pin = falla\ncuelga\n");
  const Ran ran = guion({"run", at("vueltas.call")});
  EXPECT_NE(ran.code, 0);
  EXPECT_NE(ran.err.find("da vueltas"), std::string::npos) << ran.err << ran.out.substr(0, 2000);
}

}  // namespace
}  // namespace guion::test
