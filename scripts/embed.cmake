# safetycell_embed(TARGET target FUNCTION name HEADER header FILES file…)
#
# Builds files into the target with the assembler's .incbin and defines
#   std::span<safetycell::EmbeddedFile const> name();
# which lists them by file name, in the order given. HEADER declares that function.
function(safetycell_embed)
  cmake_parse_arguments(EMBED "" "TARGET;FUNCTION;HEADER" "FILES" ${ARGN})
  string(REPLACE "::" "_" prefix ${EMBED_FUNCTION})
  set(assembly ".section .rodata\n")
  set(externs "")
  set(entries "")
  set(count 0)
  foreach(file IN LISTS EMBED_FILES)
    get_filename_component(path ${file} ABSOLUTE)
    get_filename_component(name ${file} NAME)
    set(symbol "${prefix}_${count}")
    string(APPEND assembly
      ".global ${symbol}_begin\n.global ${symbol}_end\n.balign 16\n${symbol}_begin:\n.incbin \"${path}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern \"C\" char const ${symbol}_begin[];\nextern \"C\" char const ${symbol}_end[];\n")
    string(APPEND entries "        safetycell::EmbeddedFile{\"${name}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${generated}/${prefix}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${generated}/${prefix}.cpp CONTENT
"#include \"${EMBED_HEADER}\"

#include <array>

${externs}
std::span<safetycell::EmbeddedFile const> ${EMBED_FUNCTION}() {
    static std::array<safetycell::EmbeddedFile, ${count}> const files{
${entries}    };
    return files;
}
" @ONLY)
  target_sources(${EMBED_TARGET} PRIVATE ${generated}/${prefix}.S ${generated}/${prefix}.cpp)
  set_source_files_properties(${generated}/${prefix}.S PROPERTIES OBJECT_DEPENDS "${EMBED_FILES}")
endfunction()
